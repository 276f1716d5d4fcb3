"""Why a published number and ours differ, or why ours differ so much among themselves."""

REASONS = {
    "one_run": "The published number is one run; it lies just outside the range of ours.",
    "best_of_three": "The book's chapter 1 shows the best of three runs.",
    "rough_curve": (
        "The highest epoch of one run, whose curve is rough; its last ten epochs agree with ours."
    ),
    "flat_curve": "By then the curve is nearly flat, so which epoch is the highest is chance.",
    "gap_to_best": "The book takes the gap to its best test accuracy, not to its last.",
    "test_penalty": (
        "The book adds its penalty, divided by the 10,000 test images; ours is the cost alone."
    ),
    "unlearned_digits": (
        "In some runs an output stays near 0 for every image and its digit is never learned: "
        "the slowdown itself. The book says that its runs vary too."
    ),
    "float32": "float32 holds 1 − 0.00001 as 1 − 0.00001001358, and e^−1.50204 = 0.2227.",
    "ran_away": (
        "Each step multiplies the weights by −9. Our trainer stops such a run and goes back to "
        "the untrained network; the book's went on."
    ),
}
