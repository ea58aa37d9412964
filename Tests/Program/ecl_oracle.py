"""Expression constraints by brute force, for comparison: a release read with csv, random expressions, sets worked out
concept by concept from the words of the ECL 2.2 specification. Slow, and shares nothing with the program."""

import csv
import glob
import random
import re
import unicodedata
from collections import defaultdict
from decimal import Decimal

IS_A, ROOT, FSN, SYNONYM = 116680003, 138875005, 900000000000003001, 900000000000013009
INFERRED, PREFERRED, US, GB = 900000000000011006, 900000000000548007, 900000000000509007, 900000000000508004
SAME_AS, REPLACED_BY, WAS_A, PARTIALLY = 900000000000527005, 900000000000526001, 900000000000528000, 1186924009
ASSOCIATIONS, DEFINED = 900000000000522004, 900000000000073002
MANY = 10**9


def words_of(text):
    """Folded words, as in the specification's `match`: case and accents do not count. A stroke through an o counts as one,
    though Unicode does not take it apart: who types “orsted” means Ørsted."""
    text = text.lower().replace("ø", "o")
    flat = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.findall(r"[^\W_]+", flat)


class Release:
    """What the files of a Snapshot say, by concept."""

    def __init__(self, folder):
        def rows(pattern):
            for path in sorted(glob.glob(f"{folder}/Snapshot/{pattern}")):
                with open(path, encoding="utf-8", newline="") as file:
                    yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)

        self.concepts = {int(r["id"]): r for r in rows("Terminology/sct2_Concept_*")}
        self.active = {c for c, r in self.concepts.items() if r["active"] == "1"}
        self.parents, self.children = defaultdict(set), defaultdict(set)
        self.attributes, self.into = defaultdict(list), defaultdict(list)
        for r in rows("Terminology/sct2_Relationship_Snapshot_*"):
            if r["active"] != "1" or int(r["characteristicTypeId"]) != INFERRED:
                continue
            source, kind, target, group = (int(r[k]) for k in ("sourceId", "typeId", "destinationId", "relationshipGroup"))
            if kind == IS_A:
                self.parents[source].add(target)
                self.children[target].add(source)
            else:
                self.attributes[source].append((kind, target, group))
                self.into[target].append((kind, source))
        for r in rows("Terminology/sct2_RelationshipConcreteValues_*"):
            if r["active"] == "1" and int(r["characteristicTypeId"]) == INFERRED:
                self.attributes[int(r["sourceId"])].append((int(r["typeId"]), r["value"], int(r["relationshipGroup"])))
        self.everything = {ROOT} | {c for c in self.parents if self.parents[c] and c in self.active}
        self.kinds = sorted({k for rows_ in self.attributes.values() for k, _, _ in rows_})
        self.descriptions = defaultdict(list)
        for r in rows("Terminology/sct2_Description_*"):
            if r["active"] == "1":
                self.descriptions[int(r["conceptId"])].append((r["id"], int(r["typeId"]), r["term"], r["languageCode"]))
        self.dialects = {(r["refsetId"], r["referencedComponentId"]): int(r["acceptabilityId"]) == PREFERRED
                         for r in rows("Refset/Language/*") if r["active"] == "1"}
        self.members = defaultdict(set)
        for pattern in ("Refset/Content/*Simple*", "Refset/Map/*"):
            for r in rows(pattern):
                if r["active"] == "1":
                    self.members[int(r["refsetId"])].add(int(r["referencedComponentId"]))
        self.maps = [r for r in rows("Refset/Map/*ExtendedMap*")]
        self.history = defaultdict(set)
        for r in rows("Refset/Content/*Association*"):
            if r["active"] == "1":
                self.history[int(r["refsetId"])].add((int(r["referencedComponentId"]), int(r["targetComponentId"])))
        self.below_, self.above_ = {}, {}

    def walk(self, concept, links, kept):
        if concept not in kept:
            found, queue = set(), [concept]
            while queue:
                for other in links.get(queue.pop(), ()):
                    if other not in found:
                        found.add(other)
                        queue.append(other)
            kept[concept] = found
        return kept[concept]

    def below(self, concept):
        return self.walk(concept, self.children, self.below_)

    def above(self, concept):
        return self.walk(concept, self.parents, self.above_)

    def words(self, concept):
        return [(d, words_of(d[2])) for d in self.descriptions[concept]]


class Expressions:
    """Random expressions, each as its text and the set it stands for."""

    def __init__(self, release, seed):
        self.release, self.random = release, random.Random(seed)
        self.pool = sorted(release.everything)
        self.inner = [c for c in self.pool if len(release.below(c)) > 2]
        self.described = sorted(c for c in release.everything if release.attributes[c])

    def concept(self, concept):
        term = self.release.descriptions[concept]
        return f"{concept} |{term[0][2]}|" if term and self.random.random() < 0.2 else str(concept)

    def some(self, near=None):
        """A concept, mostly one with something below it; with `near`, one at or above a given one."""
        if near is not None:
            return self.random.choice(sorted(self.release.above(near) | {near}))
        return self.random.choice(self.inner if self.random.random() < 0.8 else self.pool)

    def simple(self, near=None):
        release, concept = self.release, self.some(near)
        text = self.concept(concept)
        choice = self.random.randrange(12)
        if choice == 0:
            return "*", set(release.everything)
        if choice == 1:
            return text, {concept}
        if choice == 2:
            return f"<! {text}", set(release.children[concept])
        if choice == 3:
            return f"<<! {text}", release.children[concept] | {concept}
        if choice == 4:
            return f"> {text}", set(release.above(concept))
        if choice == 5:
            return f">>! {text}", release.parents[concept] | {concept}
        if choice == 6 and release.members:
            refset = self.random.choice(sorted(release.members))
            return f"^ {refset}", release.members[refset] & release.active
        if choice < 9:
            return f"< {text}", set(release.below(concept))
        return f"<< {text}", release.below(concept) | {concept}

    def operand(self, depth, near=None):
        if depth <= 0 or self.random.random() < 0.4:
            return self.simple(near)
        text, found = self.expression(depth - 1)
        return f"( {text} )", found

    def expression(self, depth):
        choice = self.random.randrange(13)
        if choice < 2:
            return self.operand(depth)
        if choice < 5:
            return self.compound(depth)
        if choice < 9:
            return self.refined(depth)
        if choice == 9:
            return self.dotted(depth)
        if choice == 10:
            return self.filtered(depth)
        if choice == 11:
            return self.historical(depth)
        return self.hierarchy_of_set(depth)

    def compound(self, depth):
        left, right = self.operand(depth), self.operand(depth)
        word = self.random.choice(["AND", "OR", "MINUS", ",", "and", "Or"])
        found = {"AND": left[1] & right[1], ",": left[1] & right[1], "OR": left[1] | right[1], "MINUS": left[1] - right[1]}
        text, result = f"{left[0]} {word} {right[0]}", found[word.upper()]
        if word.upper() != "MINUS" and self.random.random() < 0.3:
            third = self.operand(depth)
            text += f" {word} {third[0]}"
            result = result | third[1] if word.upper() == "OR" else result & third[1]
        return text, result

    def hierarchy_of_set(self, depth):
        text, inner = self.expression(max(0, depth - 1))
        release = self.release
        operator = self.random.choice(["<", "<<", ">", ">>", "<!", ">!", "!!>", "!!<"])
        each = {"<": lambda c: release.below(c), "<<": lambda c: release.below(c) | {c}, ">": lambda c: release.above(c),
                ">>": lambda c: release.above(c) | {c}, "<!": lambda c: release.children[c], ">!": lambda c: release.parents[c]}
        if operator == "!!>":
            return f"!!> ( {text} )", {c for c in inner if not release.above(c) & inner}
        if operator == "!!<":
            return f"!!< ( {text} )", {c for c in inner if not release.below(c) & inner}
        return f"{operator} ( {text} )", set().union(*(each[operator](c) for c in inner)) if inner else set()

    def dotted(self, depth):
        text, inner = self.operand(depth)
        kind_text, kinds = self.kind()
        found = {t for c in inner for k, t, _ in self.release.attributes[c] if k in kinds and isinstance(t, int)}
        return f"{text} . {kind_text}", found

    def kind(self, row=None):
        release = self.release
        if row is not None and self.random.random() < 0.85:
            return self.concept(row[0]), {row[0]}
        choice = self.random.random()
        if choice < 0.15:
            return "*", set(release.kinds)
        if choice < 0.3:
            pair = self.random.sample(release.kinds, 2)
            return f"( {pair[0]} OR {pair[1]} )", set(pair)
        kind = self.random.choice(release.kinds)
        return str(kind), {kind}

    def cardinality(self, chance):
        if self.random.random() > chance:
            return "", 1, MANY
        low = self.random.choice([0, 0, 1, 1, 2])
        high = self.random.choice([0, 1, 2, 3, MANY])
        if high < low:
            high = low
        return f"[{low}..{'*' if high == MANY else high}] ", low, high

    def attribute(self, row, depth):
        """A test of rows `(kind, target, group)`: its text, which rows it wants, and how many."""
        prefix, low, high = self.cardinality(0.3)
        text, kinds = self.kind(row)
        target = row[1] if row else None
        if isinstance(target, str) and target.startswith("#"):
            operator = self.random.choice(["=", "!=", "<", "<=", ">", ">="])
            number = Decimal(target[1:]) + self.random.choice([0, 0, 1, -1])
            tests = {"=": lambda v: v == number, "!=": lambda v: v != number, "<": lambda v: v < number,
                     "<=": lambda v: v <= number, ">": lambda v: v > number, ">=": lambda v: v >= number}
            wants = lambda r: r[0] in kinds and isinstance(r[1], str) and r[1][0] == "#" and tests[operator](Decimal(r[1][1:]))
            return f"{prefix}{text} {operator} #{number}", wants, low, high
        near = target if isinstance(target, int) and self.random.random() < 0.8 else None
        value_text, values = self.operand(0 if self.random.random() < 0.7 else depth - 1, near)
        if self.random.random() < 0.15:
            return f"{prefix}{text} != {value_text}", lambda r: r[0] in kinds and isinstance(r[1], int) and r[1] not in values, low, high
        return f"{prefix}{text} = {value_text}", lambda r: r[0] in kinds and r[1] in values, low, high

    def attributes(self, rows, depth):
        """Some attributes joined by one word: the text, and a test of a list of rows."""
        count = self.random.choice([1, 1, 2, 2, 3])
        parts = [self.attribute(self.random.choice(rows) if rows and self.random.random() < 0.85 else None, depth) for _ in range(count)]
        word, join = self.random.choice([(" , ", all), (" AND ", all), (" OR ", any)])
        def holds(of):
            return join(low <= sum(1 for r in of if wants(r)) <= high for _, wants, low, high in parts)
        return word.join(p[0] for p in parts), holds

    def refined(self, depth):
        release = self.release
        focus_text, focus = self.operand(depth)
        model = self.random.choice(self.described) if self.random.random() < 0.9 else None
        rows = release.attributes[model] if model else []
        if self.random.random() < 0.12:
            return self.reverse(focus_text, focus)
        pieces = []
        for _ in range(self.random.choice([1, 1, 1, 2])):
            if self.random.random() < 0.45:
                prefix, low, high = self.cardinality(0.35)
                groups = sorted({g for _, _, g in rows if g})
                group = self.random.choice(groups) if groups else 0
                text, holds = self.attributes([r for r in rows if r[2] == group], depth)
                def test(concept, holds=holds, low=low, high=high):
                    grouped = defaultdict(list)
                    for row in release.attributes[concept]:
                        if row[2]:
                            grouped[row[2]].append(row)
                    return low <= sum(1 for g in grouped.values() if holds(g)) <= high
                pieces.append((f"{prefix}{{ {text} }}", test))
            else:
                text, holds = self.attributes(rows, depth)
                word = " OR " in text
                pieces.append((f"( {text} )" if word else text, lambda c, holds=holds: holds(release.attributes[c])))
        # One sort of word between parts: a set joined by OR stands in brackets, so the rest may be joined by commas.
        text = " , ".join(p[0] for p in pieces)
        return f"{focus_text} : {text}", {c for c in focus if all(test(c) for _, test in pieces)}

    def reverse(self, focus_text, focus):
        prefix, low, high = self.cardinality(0.4)
        text, kinds = self.kind()
        value_text, values = self.simple()
        into = self.release.into
        return (f"{focus_text} : {prefix}R {text} = {value_text}",
                {c for c in focus if low <= sum(1 for k, s in into[c] if k in kinds and s in values) <= high})

    def filtered(self, depth):
        release, (text, inner) = self.release, self.operand(depth)
        choice = self.random.randrange(8)
        if choice < 3:
            described = self.random.choice(self.pool)
            own = self.random.choice(words_of(release.descriptions[described][0][2]) or ["a"])
            word = own[: self.random.randint(1, len(own))]
            kind, kinds = self.random.choice([("syn", {SYNONYM}), ("fsn", {FSN}), ("(syn fsn)", {SYNONYM, FSN})])
            return (f'{text} {{{{ term = "{word}", type = {kind} }}}}',
                    {c for c in inner if any(d[1] in kinds and any(w.startswith(word) for w in ws) for d, ws in release.words(c))})
        if choice == 3:
            described = self.random.choice(self.pool)
            own = words_of(release.descriptions[described][0][2])
            pair = " ".join(w[: max(1, len(w) - 1)] for w in self.random.sample(own, min(2, len(own))))
            return (f'{text} {{{{ D term = match:"{pair}", typeId = {SYNONYM} }}}}',
                    {c for c in inner if any(d[1] == SYNONYM and all(any(w.startswith(p) for w in ws) for p in pair.split())
                                             for d, ws in release.words(c))})
        if choice == 4:
            refset = self.random.choice([US, GB])
            word = self.random.choice("abcdefhilmoprst")
            return (f'{text} {{{{ term = "{word}", type = syn, dialectId = {refset} (prefer) }}}}',
                    {c for c in inner if any(d[1] == SYNONYM and release.dialects.get((str(refset), d[0]))
                                             and any(w.startswith(word) for w in ws) for d, ws in release.words(c))})
        if choice == 5:
            return f"{text} {{{{ C definitionStatus = defined }}}}", {c for c in inner if int(release.concepts[c]["definitionStatusId"]) == DEFINED}
        if choice == 6:
            day = self.random.choice(["20050101", "20150131", "20210131"])
            return f'{text} {{{{ C effectiveTime >= "{day}" }}}}', {c for c in inner if release.concepts[c]["effectiveTime"] >= day}
        target = self.random.choice(release.maps)["mapTarget"] or "A09"
        return (f'^ 447562003 {{{{ M mapTarget = "{target}" }}}}',
                {int(r["referencedComponentId"]) for r in release.maps if r["active"] == "1" and word_starts(r["mapTarget"], target)} & release.active)

    def historical(self, depth):
        text, inner = self.operand(depth)
        profiles = {"-MIN": [SAME_AS], "-MOD": [SAME_AS, REPLACED_BY, WAS_A, PARTIALLY],
                    "-MAX": sorted(self.release.below(ASSOCIATIONS)), "": sorted(self.release.below(ASSOCIATIONS))}
        name = self.random.choice(sorted(profiles))
        added = {s for refset in profiles[name] for s, t in self.release.history[refset] if t in inner and s not in self.release.active}
        return f"{text} {{{{ +HISTORY{name} }}}}", inner | added


def word_starts(value, wanted):
    """`match` on a member's text: every word wanted begins a word of it."""
    own = re.findall(r"[^\W_]+", value.lower())
    return all(any(w.startswith(p) for w in own) for p in re.findall(r"[^\W_]+", wanted.lower()))
