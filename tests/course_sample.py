"""A lesson of one topic with two chapters, for tests of the course: every kind of block, and two questions."""

from __future__ import annotations

from pathlib import Path

from receptive.authoring.scaffold import scaffold
from receptive.catalogue.content import Content
from receptive.quiz.programs import Programs
from receptive.quiz.reading import read_quiz
from receptive.quiz.sealed_quiz import pools, seal_quiz, write_text

QUIZ = """schema: receptive/quiz/v1
title: Doubling
questions:
  - id: what-is-twice
    title: What twice means
    type: numeric
    section: "1"
    bloom: apply
    prompt: What is twice 21?
    answer: 2 * 21
    hints: [Add it to itself.]
    explanation: It is 21 and 21 again.
    needs: [double]
  - id: why-double
    title: Why double
    type: single
    section: "1"
    bloom: understand
    prompt: What does doubling do to 0?
    choices: [{text: Nothing at all, right: true}, {text: It becomes two}]
    hints: [Try it out.]
    explanation: Zero and zero is zero.
"""
FIRST = """---
title: Why double
summary: One number becomes two of its kind.
sections: ["1"]
introduces:
  double: A number added to itself.
  half: What doubled gives the number.
needs: []
---

# Why double

You have **one** of something and want two.

## What happens

![Twice](../figures/twice.svg)

| n | twice |
|--:|------:|
| 3 | 6 |

```question
what-is-twice
```
"""
SECOND = """---
title: Double it yourself
summary: Now you write it.
introduces:
  twice: Two times.
needs: [double]
---
# Double it yourself

Count `twice` by hand first; [chapter 1](1-why-double.md) says why, and [a file](../README.md) more.

```move
figure: line
size: 10
kernel: 3
stride: 2
padding: 0
dilation: 1
caption: A window on a line.
```

## Try it

```exercise
twice
```
"""
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40" viewBox="0 0 120 40" role="img" '
    'aria-label="Twice"><desc>3 becomes 6.</desc>'
    '<text x="10" y="25" font-size="14" fill="currentColor">3 → 6</text></svg>'
)


def write_course(root: Path) -> Content:
    """The sample in a new folder."""
    content = Content(root)
    scaffold(content, "doubling", order=1)
    folder = content.readme("doubling").parent
    for name, text in {"chapters/1-why-double.md": FIRST, "chapters/2-double-it-yourself.md": SECOND}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    (folder / "figures").mkdir(exist_ok=True)
    (folder / "figures" / "twice.svg").write_text(PICTURE, "utf-8")
    seal_sample(content)
    return content


def seal_sample(content: Content) -> None:
    """Its quiz, under seals that open in a moment."""
    path = content.quiz("doubling")
    path.parent.mkdir(exist_ok=True)
    path.write_text(QUIZ, "utf-8")
    quiz = read_quiz(path)
    sealed = seal_quiz("doubling", quiz, pools(Programs(content), "doubling", quiz), rounds=500)
    content.sealed_quiz("doubling").parent.mkdir(exist_ok=True)
    content.sealed_quiz("doubling").write_text(write_text(sealed), "utf-8")
