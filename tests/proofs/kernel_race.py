"""Executes a notebook with nbclient and the kernel "deno" and prints it; called by kernel_race.ts."""

import sys

import nbclient
import nbformat

notebook = nbformat.reads(sys.stdin.read(), as_version=4)
nbclient.NotebookClient(notebook, kernel_name="deno", timeout=60).execute()
print(nbformat.writes(notebook))
