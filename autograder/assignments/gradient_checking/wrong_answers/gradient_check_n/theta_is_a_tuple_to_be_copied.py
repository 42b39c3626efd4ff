"""
fails = [
    "right_gradients_pass",
    "wrong_gradients_give_the_right_number",
    "mistake_in_any_block_is_found",
    "error_grows_with_the_square_of_epsilon",
    "arguments_stay_as_they_are",
    "other_right_gradients_pass",
    "other_wrong_gradients_give_the_right_number",
    "mistake_in_another_block_is_found",
    "error_grows_with_the_square_of_another_epsilon",
    "other_arguments_stay_as_they_are",
]
hint = "Is one of your names a tuple or a dictionary where a column is needed? dictionary_to_vector, for one, returns two things."
"""

import numpy as np


def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False):
    params = dictionary_to_vector(parameters)
    g = gradients_to_vector(gradients)
    ga = np.zeros(g.shape)
    for k in range(len(params)):
        tp = params.copy()
        tm = params.copy()
        tp[k][0] += epsilon
        tm[k][0] -= epsilon
        jp = forward_propagation_n(X, Y, vector_to_dictionary(tp))[0]
        jm = forward_propagation_n(X, Y, vector_to_dictionary(tm))[0]
        ga[k] = (jp - jm) / (2. * epsilon)
    top = np.sqrt(np.sum((g - ga) ** 2))
    bottom = (np.linalg.norm(g) + np.linalg.norm(ga))
    return top / bottom
