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
hint = "The result has to depend on the gradients that are handed in."
"""


def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False):
    return 0.0
