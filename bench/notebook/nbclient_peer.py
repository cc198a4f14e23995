"""Executes notebooks in place with nbclient and the kernel "deno"; prints times as JSON."""
import json
import os
import sys
import time

import nbformat
from jupyter_client.manager import start_new_kernel
from nbclient import NotebookClient

starts, seconds = int(sys.argv[1]), {}
begun = []
for _ in range(starts):
    start = time.perf_counter()
    manager, client = start_new_kernel(kernel_name="deno")
    begun.append(time.perf_counter() - start)
    client.stop_channels()
    manager.shutdown_kernel(now=True)
for path in sys.argv[2:]:
    start = time.perf_counter()
    notebook = nbformat.read(path, as_version=4)
    folder = os.path.dirname(os.path.abspath(path))
    NotebookClient(
        notebook,
        kernel_name="deno",
        timeout=600,
        allow_errors=True,
        resources={"metadata": {"path": folder}},
    ).execute()
    seconds[path] = time.perf_counter() - start
    nbformat.write(notebook, path)
print(json.dumps({"starts": begun, "seconds": seconds}))
