// What the browser checks share: a browser that cannot reach the network, and folders served on the loopback.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import puppeteer from 'puppeteer-core';

const FLAGS = [
  '--no-sandbox', // in a container, and as root, Chromium cannot make its own; all pages are ours
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];
const TYPES = {
  '.css': 'text/css', '.epub': 'application/epub+zip', '.html': 'text/html; charset=utf-8', '.jpg': 'image/jpeg',
  '.js': 'text/javascript', '.json': 'application/json', '.mjs': 'text/javascript', '.png': 'image/png',
  '.svg': 'image/svg+xml', '.xhtml': 'application/xhtml+xml',
};

/** The arguments of a check: one JSON object. */
export const ask = () => JSON.parse(process.argv[2]);

/** The answer of a check: JSON on standard output. */
export const answer = value => process.stdout.write(JSON.stringify(value) + '\n');

/** Wait so many milliseconds. */
export const sleep = time => new Promise(done => setTimeout(done, time));

/** Run `work(browser)` in one browser process, which is closed in any case. */
export async function browse(work) {
  const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM, headless: true, args: FLAGS });
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}

/** Serve `{prefix: folder or text}` while `work(address)` runs; the longest prefix that fits counts. */
export async function serve(places, work) {
  const prefixes = Object.keys(places).sort((one, other) => other.length - one.length);
  const server = http.createServer((request, reply) => {
    const asked = decodeURIComponent(new URL(request.url, 'http://127.0.0.1').pathname);
    const prefix = prefixes.find(start => asked.startsWith(start));
    if (prefix === undefined || asked === '/favicon.ico') return reply.writeHead(204).end();
    const place = places[prefix];
    if (place.startsWith('<')) return reply.writeHead(200, { 'content-type': TYPES['.html'] }).end(place);
    const file = path.join(place, asked.slice(prefix.length));
    if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile()) return reply.writeHead(404).end();
    // Nothing changes while it is served: what pages share is read, and its scripts are translated, once.
    reply.writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream', 'cache-control': 'max-age=3600' });
    reply.end(fs.readFileSync(file));
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  try {
    return await work(`http://127.0.0.1:${server.address().port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** Collect what goes wrong on a page: script errors, failed requests, requests to other hosts. */
export function listen(page, address, trouble) {
  page.on('pageerror', error => trouble.push(['script-error', error.message]));
  page.on('console', message => {
    if (message.type() === 'error') trouble.push(['console-error', message.text()]);
  });
  page.on('request', request => {
    const url = request.url();
    if (/^(https?|wss?):/.test(url) && !url.startsWith(address)) trouble.push(['other-host', url]);
  });
  page.on('response', reply => {
    if (reply.status() >= 400) trouble.push(['missing-file', reply.url().replace(address, '')]);
  });
}
