"""One Typst source and several layouts of it → what the source says of itself in each, asked in a process of its own.

`python -m pamphleteer.print.measure SOURCE FONTS…` reads `{"selector": …, "layouts": [inputs, …]}` as JSON and prints the list of
values for each layout; faults of the source go to standard error, with exit status 1.
"""

from __future__ import annotations

import json
import sys

from pamphleteer.print.compile import NO_PACKAGES


def main() -> int:
    """Answer what standard input asks."""
    import typst  # 34 MB: only this process loads it

    source, *folders = sys.argv[1:]
    asked = json.load(sys.stdin)
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)
    answers = []
    try:
        for inputs in asked["layouts"]:
            compiler = typst.Compiler(
                source,
                root=".",
                font_paths=fonts,
                sys_inputs=inputs,
                package_path=NO_PACKAGES,
                package_cache_path=NO_PACKAGES,
            )
            answers.append(json.loads(compiler.query(asked["selector"], field="value")))
    except (typst.TypstError, RuntimeError) as error:
        print(error, file=sys.stderr)
        return 1
    json.dump(answers, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
