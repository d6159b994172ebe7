"""Templates: lines stay in place, tables keep their names, and a broken tag says where."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mle_reviewer.program.sql.template import ARMS, TemplateError, filled


def test_refs_sources_and_defaults_become_names_and_values():
    text = "select a from {{ ref('orders') }} o join {{ source('raw', 'users') }} u where n > {{ var('least', 3) }}"
    assert " ".join(filled(text).split()) == "select a from orders o join raw.users u where n > 3"


def test_a_tag_inside_a_string_of_a_tag_does_not_end_it():
    text = '{{ config(hooks=["create index on {{ this }} (a)"]) }}\nselect 1 from t'
    assert filled(text).strip() == "select 1 from t"


def test_the_first_arm_stays_and_what_stands_between_rounds_goes():
    text = (
        "select {% for c in cs %}{{ c }}{% if not loop.last %},{% endif %}{% endfor %} from t "
        "{% if x %}where a{% else %}b{% endif %}"
    )
    found = filled(text)
    assert "where a" in found
    assert "," not in found
    assert " b" not in found
    assert "where a" not in filled(text, "last")


def test_macros_and_long_sets_are_taken_out():
    assert not filled(
        "{% macro m(x) %}\nselect 1 from t\n{% endmacro %}\n{% set q %}select 2 from t{% endset %}"
    ).strip()


def test_driver_placeholders_become_names():
    found = filled("select a from {project}.t where b = %s and c = %(x)s and d = ? and e like '%x'")
    assert "%s" not in found
    assert "{" not in found
    assert "?" not in found
    assert "'%x'" in found


@pytest.mark.parametrize(
    ("text", "line"), [("select 1\nfrom {{ ref('t')", 2), ("a\nb\n{% if x %}", 3), ("{% endfor %}", 1), ("{# open", 1)]
)
def test_broken_tags_are_named_with_their_line(text: str, line: int):
    with pytest.raises(TemplateError) as caught:
        filled(text)
    assert caught.value.line == line


@given(
    st.lists(st.sampled_from(["select a", "\n", "{{ x }}", "{% if a %}", "{% else %}", "{% endif %}", "%s", "{#\n#}"]))
)
def test_the_number_of_lines_never_changes(parts: list[str]):
    text = " ".join(parts)
    for arms in ARMS:
        try:
            found = filled(text, arms)
        except TemplateError:
            continue
        assert found.count("\n") == text.count("\n")
