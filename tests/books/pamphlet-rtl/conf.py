"""A tri-fold pamphlet that is read from right to left."""

project = "تشنج العضلات"
author = "العيادة"
language = "ar"
version = release = "1.0"
html_baseurl = "https://cramps.example.org/"
extensions = ["myst_parser", "pamphleteer"]
