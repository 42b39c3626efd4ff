class Linear:
    def forward(self, x, theta):
        self.x = x
        return self.x * theta


model = Linear()


def forward_propagation(x, theta):
    return model.forward(x, theta)
