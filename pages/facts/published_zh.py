"""The table of reproduced experiments in Chinese: its cells are English phrases and numbers."""

import re

PHRASES = (  # what stands in a cell, and its Chinese; each that fits is put in, in turn
    (r"the note's quadratic cost at six times the rate", "笔记：二次代价，学习率六倍"),
    (r"the note's cross-entropy", "笔记：交叉熵"),
    (r"quadratic cost at six times the rate", "二次代价，学习率六倍"),
    (r"the network that learns nothing", "什么也学不会的网络"),
    (r"overfitting on the first 1000 images", "在前 1000 张图片上过拟合"),
    (r"the (SVM|network) on (\d+) images", r"\1，\2 张图片"),
    (r"all images with L2", "全部图片，L2"),
    (r"the same with L2", "同上，加 L2"),
    (r"the rescue: η (\S+) and λ (\S+)", r"抢救：η \1，λ \2"),
    (r"three learning rates: ", "三种学习率："),
    (r"two starts: ", "两种初始化："),
    (r"the (scaled|standard) one", r"\1"),
    (r"(scaled|standard) start", r"\1"),
    (r"(\d+) hidden neurons", r"\1 个隐藏神经元"),
    (r"all images", "全部图片"),
    (r"slower and longer", "更慢更久"),
    (r"first four epochs", "头四个迭代期"),
    (r"(\d+),(\d+) updates", r"\1\2 次更新"),
    (r"mini-batch", "小批量"),
    (r"(\d+) epochs", r"\1 个迭代期"),
    (r" drawn at random", "（随机抽取）"),
    (r"first (\d+) images", r"前 \1 张图片"),
    (r"(\d+) images", r"\1 张图片"),
    (r"(\d+) validate", r"\1 张验证"),
    (r"cross[-_]entropy", "交叉熵"),
    (r"quadratic", "二次代价"),
    (r"accuracy (\w+)", r"\1准确率"),
    (r"cost with penalty (\w+)", r"\1代价加惩罚"),
    (r"cost (\w+)", r"\1代价"),
    (r"gap training test", "训练与测试之差"),
    (r"rms dead pixels", "从不亮的像素的权重均方根"),
    (r"pixels", "像素"),
    (r"after epoch (\d+)", r"第 \1 个迭代期之后"),
    (r"at the end", "最后"),
    (r"end / start", "终 ÷ 始"),
    (r"epoch of (highest|lowest)", r"\1的迭代期"),
    (r"epoch of 100 %", "到 100 % 的迭代期"),
    (r"mean of the last ten", "最后十个迭代期的均值"),
    (r"book, chapter 1", "书，第 1 章"),
    (r"note \(about\)", "笔记（约）"),
    *(
        (rf"\b{english}\b", chinese)
        for english, chinese in {
            "scaled": "缩放初始化",
            "standard": "标准初始化",
            "network": "网络",
            "training": "训练",
            "validation": "验证",
            "test": "测试",
            "highest": "最高",
            "lowest": "最低",
            "mean": "均值",
            "book": "书",
            "figure": "书中的图",
            "formula": "公式",
            "note": "笔记",
            "points": "个百分点",
            "epoch": "迭代期",
            "cost": "代价",
            "ratio": "比值",
        }.items()
    ),
    (r", ", "，"),
    (r": ", "："),
)


REASONS = {  # why a published number and ours differ, by the `why` of a row
    "one_run": "公布的是一次运行；它刚好在我们的范围之外。",
    "best_of_three": "书的第 1 章给出三次运行中最好的一次。",
    "rough_curve": "这是一次运行中最高的一个迭代期，那条曲线起伏很大；它最后十个迭代期与我们一致。",
    "test_penalty": "书把惩罚项除以 10,000 张测试图片后加了上去；我们只算代价。",
    "unlearned_digits": (
        "有些运行里，某个输出对所有图片都停在 0 附近，那个数字一直没学会：这正是学习变慢。"
        "书里也说各次运行不一样。"
    ),
    "float32": "在 float32 里，1 − 0.00001 是 1 − 0.00001001358，而 e^−1.50204 = 0.2227。",
}


def in_chinese(cell: str) -> str:
    """Return a cell of the table in Chinese."""
    for english, chinese in PHRASES:
        cell = re.sub(english, chinese, cell, flags=re.ASCII)
    return cell
