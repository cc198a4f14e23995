"""Executes a notebook with nbclient and a kernel (the first argument, else "deno") and prints it."""

import sys

import nbclient
import nbformat

kernel = sys.argv[1] if len(sys.argv) > 1 else "deno"
notebook = nbformat.reads(sys.stdin.read(), as_version=4)
nbclient.NotebookClient(notebook, kernel_name=kernel, timeout=60).execute()
print(nbformat.writes(notebook))
