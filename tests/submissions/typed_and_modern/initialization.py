from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

GAIN: Final = 2
Parameters = dict[str, NDArray[np.float64]]


@dataclass(frozen=True)
class Layer:
    fan_in: int
    size: int

    @property
    def shape(self) -> tuple[int, int]:
        return self.size, self.fan_in


def layers(layers_dims: Sequence[int]) -> list[Layer]:
    return [Layer(fan_in, size) for fan_in, size in pairwise(layers_dims)]


def build(layers_dims: Sequence[int], *, how: str) -> Parameters:
    parameters: Parameters = {}
    for l, layer in enumerate(layers(layers_dims), start=1):
        match how:
            case "zeros":
                weights = np.zeros(layer.shape)
            case "random":
                weights = 10 * np.random.randn(*layer.shape)
            case _:
                weights = np.random.randn(*layer.shape) * np.sqrt(GAIN / layer.fan_in)
        parameters |= {f"W{l}": weights, f"b{l}": np.zeros((layer.size, 1))}
        assert (rows := weights.shape[0]) == layer.size, f"{rows} rows"
    return parameters


def initialize_parameters_zeros(layers_dims: Sequence[int]) -> Parameters:
    return build(layers_dims, how="zeros")


def initialize_parameters_random(layers_dims: Sequence[int]) -> Parameters:
    return build(layers_dims, how="random")


def initialize_parameters_he(layers_dims: Sequence[int]) -> Parameters:
    return build(layers_dims, how="he")
