"""Executes a notebook with nbclient and the kernel of the first argument; prints the notebook and the error it raised."""

import json
import sys

import nbclient
import nbformat
from nbclient.exceptions import CellExecutionError

notebook = nbformat.reads(sys.stdin.read(), as_version=4)
error = None
try:
    nbclient.NotebookClient(notebook, kernel_name=sys.argv[1], timeout=60).execute()
except CellExecutionError as raised:
    error = str(raised)
print(json.dumps({"error": error, "cells": notebook.cells}))
