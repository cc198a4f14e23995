"""The outside conformance suite, jupyter_kernel_test, against one kernel; called by kernel_conformance.ts.

Usage: python kernel_conformance.py KERNEL. Prints one JSON object: name of the test -> "ok", "skipped", or why it failed.
"""

import json
import sys
import unittest

import jupyter_kernel_test


class Conformance(jupyter_kernel_test.KernelTests):
    kernel_name = sys.argv[1]
    language_name = "typescript"
    file_extension = ".ts"
    code_hello_world = 'console.log("hello, world")'
    code_stderr = 'console.error("hello, world")'
    completion_samples = [
        {"text": "isNa", "matches": {"isNaN"}},
        {"text": "Math.sqr", "matches": {"sqrt"}},
    ]
    complete_code_samples = ["1", "/[(]/", "`${[1].map((x) => `${x}`)}`", "type A = { b: 1 };", "// ("]
    incomplete_code_samples = ["function f() {", "`a ${", "f(1,", "const a =", "/* a"]
    invalid_code_samples = [")", "const const", "1 1"]
    code_generate_error = 'throw new Error("x")'
    code_execute_result = [
        {"code": "1+2+3", "result": "6"},
        {"code": "NaN", "result": "NaN"},
        {"code": "null", "result": "null"},
        {"code": "10n", "result": "10n"},
    ]
    code_display_data = [
        {"code": "await Deno.jupyter.display(Deno.jupyter.html`<b>x</b>`)", "mime": "text/html"},
        {"code": "await Deno.jupyter.display(Deno.jupyter.md`# x`)", "mime": "text/markdown"},
    ]
    code_history_pattern = "1?2*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "console.log"
    code_clear_output = 'await Deno.jupyter.broadcast("clear_output", { wait: false })'


class SyntaxErrors(jupyter_kernel_test.KernelTests):
    """The suite knows one way to go wrong; a syntax error is another. Only this test of it is run."""

    kernel_name = sys.argv[1]
    code_generate_error = "const a = = 1"


def load():
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(Conformance)
    suite.addTest(SyntaxErrors("test_error"))
    return suite


class Collector(unittest.TestResult):
    def __init__(self):
        super().__init__()
        self.found = {}

    def name(self, test):
        test = getattr(test, "test_case", test)
        return test.id().removeprefix("__main__.Conformance.").removeprefix("__main__.")

    def addSuccess(self, test):
        self.found.setdefault(self.name(test), "ok")

    def addSkip(self, test, reason):
        self.found.setdefault(self.name(test), "skipped")

    def addFailure(self, test, err):
        self.found[self.name(test)] = f"{err[0].__name__}: {err[1]}".strip().splitlines()[0][:100]

    addError = addFailure

    def addSubTest(self, test, subtest, err):
        if err is not None:
            self.addFailure(test, err)


collector = Collector()
load().run(collector)
print(json.dumps(collector.found))
