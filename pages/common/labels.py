"""The bilingual table of every label that more than one page shows."""

from pages.common.prose import pick

LABELS = {
    "w": ("Start weight w", "初始权重 w"),
    "b": ("Start bias b", "初始偏置 b"),
    "y": ("Target y", "目标 y"),
    "steps": ("Steps", "步数"),
    "p1": ("p₁", "p₁"),
    "p2": ("p₂, share of rest", "p₂ 占其余的份额"),
    "q1": ("q₁", "q₁"),
    "q2": ("q₂, share of rest", "q₂ 占其余的份额"),
    "unit": ("Unit", "单位"),
    "nats": ("nats", "奈特"),
    "bits": ("bits", "比特"),
    "eta_mode": ("η of the cross-entropy", "交叉熵的 η"),
    "eta_own": ("Its own η", "单独的 η"),
    "learning_rate": ("Learning rate η", "学习率 η"),
    "weight_init": ("Start of the weights", "权重初始化"),
    "hidden": ("Hidden neurons h", "隐藏神经元 h"),
    "neuron": ("Neuron beside σ", "与 σ 比较的神经元"),
    "depth": ("Hidden layers of 30", "隐藏层数（每层 30 个）"),
    "bias_sd": ("SD of the biases", "偏置的标准差"),
    "eta_sigmoid": ("η of σ", "σ 的 η"),
    "n_training": ("Training examples n", "训练样本数 n"),
    "batch_size": ("Mini-batch size m", "小批量大小 m"),
    "epochs": ("Epochs", "迭代期"),
    "random_state": ("Seed", "随机种子"),
    "compare": ("Cost beside the cross-entropy", "与交叉熵比较的代价"),
    "z1": ("z₁", "z₁"),
    "z2": ("z₂", "z₂"),
    "z3": ("z₃", "z₃"),
    "z4": ("z₄", "z₄"),
    "c": ("Sharpness c = 1/T", "锐度 c = 1/T"),
    "target": ("Right class y", "正确类别 y"),
    "offset": ("Added to every z", "每个 z 都加上"),
    "eta_rule": ("η of the three", "三者的 η"),
    "divided": ("÷ c²", "÷ c²"),
    "same": ("same", "相同"),
    "sixth": ("÷ 6", "÷ 6"),
    "own": ("its own", "单独"),
    "tenfold": ("× 10", "× 10"),
    "standard": ("standard N(0, 1)", "标准 N(0, 1)"),
    "scaled": ("scaled 1/√n", "缩小 1/√n"),
    "he": ("He", "He"),
    "sigmoid": ("σ", "σ"),
    "relu": ("ReLU", "ReLU"),
    "leaky_relu": ("leaky ReLU", "Leaky ReLU"),
    "quadratic": ("quadratic", "二次代价"),
    "cross_entropy": ("cross-entropy", "交叉熵"),
    "linear_quadratic": ("linear output", "线性输出"),
    "run": ("Run", "运行"),
    "pause": ("Pause", "暂停"),
    "step": ("Step", "单步"),
    "finish": ("Finish", "跑完"),
    "reset": ("Reset", "重来"),
    "pin": ("Pin", "保留曲线"),
    "more": ("More settings", "更多设置"),
    "defaults": ("Restore defaults", "恢复默认"),
    "link": ("Link to this scene", "此场景的链接"),
    "predict": ("Predict first", "先猜一猜"),
    "challenge": ("Challenge", "挑战"),
    "accuracy validation": ("validation accuracy", "验证准确率"),
    "confidence": ("share of its answer", "所选答案的份额"),
    "relative": ("cost ÷ its start", "代价 ÷ 起始值"),
    "outcome": ("outcome", "结果"),
    "probability": ("probability", "概率"),
    "training": ("training", "训练"),
    "validation": ("validation", "验证"),
    "update": ("update", "步"),
    "epoch": ("epoch", "迭代期"),
}


def label(name: str) -> str:
    """Return the label of `name` in the reader's language. Raises KeyError for an unknown name."""
    return pick(*LABELS[name])


def option(value: str) -> str:
    """Return the label of an option of a control, or the option itself if it needs none."""
    return label(value) if value in LABELS else value
