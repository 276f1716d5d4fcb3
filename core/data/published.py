"""What the book measured as the training set grows: its network and its SVM, on MNIST.

Read off the figures of Nielsen's chapter 3, "Other techniques for regularization".
"""

SIZES = (100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000)
PUBLISHED = {  # % of validation, by who learned, at each of SIZES
    "network": (69.09, 76.37, 85.29, 88.85, 91.27, 93.24, 94.89, 95.85, 95.97),
    "svm": (25.07, 48.93, 75.13, 83.87, 88.49, 91.46, 92.45, 93.47, 94.48),
}
