"""Drawings of today's editors → SVG 1.1, as EPUB's checkers know it, that looks the same.

A property of CSS that SVG 1.1 has no attribute for, such as `vector-effect`, is stated in `style`, which readers heed all the
same; a value or an attribute that no reader heeds goes. The lists are those of the SVG 1.1 recommendation.
"""

from __future__ import annotations

import re

from lxml import etree

from pamphleteer.epub.xhtml import SVG, XLINK, Element, attributes, drop, names, text_of

PAINT = names(
    "clip-path clip-rule color color-interpolation color-rendering cursor display fill fill-opacity fill-rule filter "
    "image-rendering mask opacity pointer-events shape-rendering stroke stroke-dasharray stroke-dashoffset stroke-linecap "
    "stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-rendering visibility"
)
MARKERS = names("marker-end marker-mid marker-start")
LETTERS = names(
    "alignment-baseline baseline-shift direction dominant-baseline font-family font-size font-size-adjust font-stretch "
    "font-style font-variant font-weight glyph-orientation-horizontal glyph-orientation-vertical kerning letter-spacing "
    "text-anchor text-decoration unicode-bidi word-spacing"
)
REST = names(
    "clip color-interpolation-filters color-profile enable-background flood-color flood-opacity lighting-color overflow "
    "stop-color stop-opacity writing-mode"
)
EVERY = PAINT | MARKERS | LETTERS | REST
"""All presentation attributes."""
STOPS = names("color color-interpolation color-rendering stop-color stop-opacity")
LIGHTS = names("color color-interpolation color-interpolation-filters color-rendering")
LINKS = names("href")
BOX = names("x y width height")
EFFECT = BOX | names("in result color-interpolation-filters")
TEXT = names("x y dx dy rotate textLength lengthAdjust")
TIMES = names(
    "fill begin dur end max min repeatCount repeatDur restart to href requiredExtensions requiredFeatures systemLanguage"
)
VALUES = names("accumulate additive by calcMode from keySplines keyTimes values")
FUNCTION = names("amplitude exponent intercept offset slope tableValues type")
ANY = names("id lang tabindex focusable")
STYLED = names("class style")
TESTS = names("requiredExtensions requiredFeatures systemLanguage externalResourcesRequired")
DRAWN = STYLED | TESTS | names("role transform")
OWN = {
    "svg": EVERY | DRAWN - {"transform"} | BOX | names("preserveAspectRatio viewBox zoomAndPan"),
    "g": EVERY | DRAWN, "a": EVERY | DRAWN | LINKS | names("rel target"), "use": EVERY | DRAWN | BOX | LINKS,
    "defs": EVERY | DRAWN - {"role"}, "switch": EVERY | DRAWN - {"role"},
    "symbol": EVERY | STYLED | names("role width height preserveAspectRatio viewBox"),
    "marker": EVERY | STYLED | names("markerHeight markerUnits markerWidth orient preserveAspectRatio refX refY viewBox"),
    "mask": EVERY | STYLED | TESTS | BOX | names("maskContentUnits maskUnits"),
    "pattern": EVERY | STYLED | TESTS | BOX | LINKS
    | names("patternContentUnits patternTransform patternUnits preserveAspectRatio viewBox"),
    "filter": EVERY | STYLED | BOX | LINKS | names("filterRes filterUnits primitiveUnits"),
    "clipPath": PAINT | LETTERS | names("writing-mode clipPathUnits") | DRAWN - {"role"},
    "text": PAINT | LETTERS | names("writing-mode") | DRAWN | TEXT, "tspan": PAINT | LETTERS | DRAWN - {"transform"} | TEXT,
    "textPath": PAINT | LETTERS | STYLED | TESTS | LINKS | names("lengthAdjust method spacing startOffset textLength"),
    "path": PAINT | MARKERS | DRAWN | names("d pathLength"), "line": PAINT | MARKERS | DRAWN | names("x1 x2 y1 y2"),
    "polygon": PAINT | MARKERS | DRAWN | names("points"), "polyline": PAINT | MARKERS | DRAWN | names("points"),
    "circle": PAINT | DRAWN | names("cx cy r"), "ellipse": PAINT | DRAWN | names("cx cy rx ry"),
    "rect": PAINT | DRAWN | BOX | names("rx ry"),
    "image": DRAWN | BOX | LINKS | names("preserveAspectRatio clip color-profile overflow")
    | PAINT - names("fill fill-rule stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-width"),
    "linearGradient": STOPS | STYLED | LINKS | names("gradientTransform gradientUnits spreadMethod x1 x2 y1 y2"),
    "radialGradient": STOPS | STYLED | LINKS | names("cx cy fx fy r gradientTransform gradientUnits spreadMethod"),
    "stop": STOPS | STYLED | names("offset"), "desc": STYLED, "title": STYLED, "style": names("type media title"),
    "view": names("preserveAspectRatio viewBox viewTarget zoomAndPan"),
    "animate": TIMES | VALUES | names("attributeName attributeType"), "set": TIMES | names("attributeName attributeType"),
    "animateMotion": TIMES | VALUES | names("keyPoints origin path rotate"), "mpath": LINKS,
    "animateTransform": TIMES | VALUES | names("attributeName attributeType type"),
    "feBlend": EFFECT | names("in2 mode"), "feColorMatrix": EFFECT | names("type values"), "feComponentTransfer": EFFECT,
    "feComposite": EFFECT | names("in2 k1 k2 k3 k4 operator"),
    "feConvolveMatrix": EFFECT | names("bias divisor edgeMode kernelMatrix kernelUnitLength order preserveAlpha targetX targetY"),
    "feDiffuseLighting": EFFECT | LIGHTS | STYLED | names("lighting-color diffuseConstant kernelUnitLength surfaceScale"),
    "feDisplacementMap": EFFECT | names("in2 scale xChannelSelector yChannelSelector"),
    "feDropShadow": EVERY | STYLED | EFFECT | names("dx dy stdDeviation"), "feFlood": EFFECT - {"in"} | LIGHTS | STYLED | names("flood-color flood-opacity"),
    "feGaussianBlur": EFFECT | names("stdDeviation"),
    "feImage": EVERY | STYLED | EFFECT - {"in"} | LINKS | names("preserveAspectRatio"), "feMerge": EFFECT - {"in"}, "feMergeNode": names("in"),
    "feMorphology": EFFECT | names("operator radius"), "feOffset": EFFECT | names("dx dy"),
    "feSpecularLighting": EFFECT | LIGHTS | STYLED | names("lighting-color kernelUnitLength specularConstant specularExponent surfaceScale"),
    "feTile": EFFECT, "feTurbulence": EFFECT - {"in"} | names("baseFrequency numOctaves seed stitchTiles type"),
    "feFuncA": FUNCTION, "feFuncB": FUNCTION, "feFuncG": FUNCTION, "feFuncR": FUNCTION,
    "feDistantLight": names("azimuth elevation"), "fePointLight": names("x y z"),
    "feSpotLight": names("limitingConeAngle pointsAtX pointsAtY pointsAtZ specularExponent x y z"),
}  # fmt: skip
"""Element → its attributes, beside those that all have."""
SPELLED = {name.lower(): name for name in OWN}
"""Parsers of HTML write names that they do not know in small letters."""
NEEDED = {
    "rect": {"width": "0", "height": "0"}, "circle": {"r": "0"}, "ellipse": {"rx": "0", "ry": "0"}, "path": {"d": "M0 0"},
    "polygon": {"points": ""}, "polyline": {"points": ""}, "stop": {"offset": "0"}, "image": {"width": "100%", "height": "100%"},
}  # fmt: skip
"""What an element must state in SVG 1.1, with the value that holds where it says nothing."""
WORDS = {
    "clip-rule": "nonzero evenodd", "fill-rule": "nonzero evenodd", "stroke-linecap": "butt round square",
    "stroke-linejoin": "miter round bevel", "text-anchor": "start middle end", "visibility": "visible hidden collapse",
    "shape-rendering": "auto optimizeSpeed crispEdges geometricPrecision", "image-rendering": "auto optimizeSpeed optimizeQuality",
    "text-rendering": "auto optimizeSpeed optimizeLegibility geometricPrecision", "font-style": "normal italic oblique",
    "color-rendering": "auto optimizeSpeed optimizeQuality", "color-interpolation": "auto sRGB linearRGB",
    "color-interpolation-filters": "auto sRGB linearRGB", "font-variant": "normal small-caps", "direction": "ltr rtl",
    "unicode-bidi": "normal embed bidi-override", "overflow": "visible hidden scroll auto",
    "pointer-events": "visiblePainted visibleFill visibleStroke visible painted fill stroke all none",
    "writing-mode": "lr-tb rl-tb tb-rl lr rl tb",
    "dominant-baseline": "auto use-script no-change reset-size ideographic alphabetic hanging mathematical central middle text-after-edge text-before-edge",
    "alignment-baseline": "auto baseline before-edge text-before-edge middle central after-edge text-after-edge ideographic alphabetic hanging mathematical",
    "display": "inline block list-item run-in compact marker table inline-table table-row-group table-header-group "
    "table-footer-group table-row table-column-group table-column table-cell table-caption none",
    "patternUnits": "userSpaceOnUse objectBoundingBox", "patternContentUnits": "userSpaceOnUse objectBoundingBox",
    "gradientUnits": "userSpaceOnUse objectBoundingBox", "clipPathUnits": "userSpaceOnUse objectBoundingBox",
    "maskUnits": "userSpaceOnUse objectBoundingBox", "maskContentUnits": "userSpaceOnUse objectBoundingBox",
    "filterUnits": "userSpaceOnUse objectBoundingBox", "primitiveUnits": "userSpaceOnUse objectBoundingBox",
    "spreadMethod": "pad reflect repeat", "markerUnits": "strokeWidth userSpaceOnUse", "lengthAdjust": "spacing spacingAndGlyphs",
    "method": "align stretch", "spacing": "auto exact",
}  # fmt: skip
"""Attribute → the words that it may hold, beside `inherit` for properties of CSS."""
NO_PROPERTY = re.compile(r"[a-zA-Z0-9_]+|data-.*|aria-.*|.*:.*")
"""Names of attributes that are no properties of CSS."""
LETTERED = frozenset({"text", "tspan", "textPath"})


def keep_vocabulary(drawing: Element) -> None:
    """Make SVG 1.1 of a drawing."""
    for element in list(drawing.iter(f"{{{SVG}}}*")):
        name = etree.QName(element).localname
        name = SPELLED.get(name.lower(), name)
        around = element.getparent()
        if name not in OWN and around is not None and etree.QName(around).localname in LETTERED:
            name = "tspan"  # letters with a shape of their own
        clips = (
            around is not None
            and etree.QName(around).localname == "clipPath"
            and name in {"g", "a", "switch", "svg"}
        )
        if name not in OWN or clips:  # what holds shapes is nothing to cut along, and browsers pass over it
            if element is not drawing and element.getparent() is not None:
                drop(element)
            continue
        element.tag = f"{{{SVG}}}{name}"
        keep_attributes(element, name)
        if name == "a" and not text_of(element):
            element.set(
                "aria-label", element.get("aria-label") or element.get("href") or element.get(XLINK) or ""
            )


def keep_attributes(element: Element, name: str) -> None:
    """Drop or move what SVG 1.1 does not know, and state what it wants."""
    own, moved = OWN[name] | ANY, []
    for key, value in attributes(element):
        words = WORDS.get(key, "").split()
        if key.startswith(("{", "aria-")) or (
            key in own and (not words or value.strip() in {*words, "inherit"})
        ):
            continue
        if "style" in own and not words and not NO_PROPERTY.fullmatch(key) and not re.search(r"[;{}]", value):
            moved.append(f"{key}: {value}")
        elif "style" in own and key in EVERY and key in WORDS and re.fullmatch(r"[\w-]+", value.strip()):
            moved.append(f"{key}: {value.strip()}")  # a word that CSS may have learnt since
        del element.attrib[key]
    if moved:
        stated = (element.get("style") or "").strip().rstrip(";")
        element.set("style", "; ".join([*moved, *([stated] if stated else [])]))
    for key, value in NEEDED.get(name, {}).items():
        if key not in element.attrib:
            element.set(key, element.get("rx") or element.get("ry") or value if name == "ellipse" else value)
