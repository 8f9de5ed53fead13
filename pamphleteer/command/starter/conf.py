"""What is true of this book only."""

project = "Your visit to the clinic"
author = "Your name"
copyright = "2026, Your name"
language = "en"
version = release = "0.1"

pamphleteer_subtitle = "What to bring and what to expect"
pamphleteer_description = "A short guide for people who come to the clinic for the first time."
pamphleteer_licence = "Text and figures: Creative Commons Attribution 4.0 International (CC BY 4.0)"
pamphleteer_cover = "figures/door.svg"
# The address of your web edition; the pamphlet prints it, with a QR code.
# html_baseurl = "https://…"

extensions = ["myst_parser", "pamphleteer"]
myst_enable_extensions = ["colon_fence", "deflist", "fieldlist", "smartquotes", "substitution", "tasklist"]
numfig = True

html_theme = "sphinx_book_theme"
html_title = project
html_theme_options = {"use_download_button": False, "navbar_persistent": []}
