import numpy as np


def forward_propagation_with_dropout(inputs, params, keep_prob=0.5):
    Z1 = np.dot(params["W1"], inputs) + params["b1"]
    A1 = relu(Z1)
    D1 = np.random.rand(A1.shape[0], A1.shape[1]) < keep_prob
    assert D1.shape == A1.shape
    A1 = A1 * D1 / keep_prob
    print("kept:", D1.mean())
    Z2 = np.dot(params["W2"], A1) + params["b2"]
    A2 = relu(Z2)
    D2 = np.random.rand(A2.shape[0], A2.shape[1]) < keep_prob
    assert D2.shape == A2.shape
    A2 = A2 * D2 / keep_prob
    Z3 = np.dot(params["W3"], A2) + params["b3"]
    A3 = sigmoid(Z3)
    assert A3.shape == (1, inputs.shape[1])
    return A3, (Z1, D1, A1, params["W1"], params["b1"], Z2, D2, A2, params["W2"], params["b2"],
                Z3, A3, params["W3"], params["b3"])
