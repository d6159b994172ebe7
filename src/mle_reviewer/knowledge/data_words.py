"""Phrases by which pages speak of data: keys and times of rows, personal data and how long they are kept."""

from __future__ import annotations

from typing import Final

# As in `headings.py`: a star at the end stands for any ending. Languages: en, fr, de, es, pt, id.
ROWS: Final = (
    "one row per", "one record per", "each row is a", "each row is an", "each row is one", "each row represents",
    "each row corresponds",
    "each record represents", "each row describes", "primary key", "row grain", "unit of observation",
    "unit of prediction", "unit of analysis", "row granularity", "table grain", "grain of the table",
    "une ligne par", "chaque ligne représente", "chaque ligne correspond", "clé primaire", "eine zeile pro",
    "jede zeile", "primärschlüssel", "una fila por", "cada fila representa", "clave primaria", "llave primaria",
    "uma linha por", "cada linha representa", "chave primária", "setiap baris",
)  # fmt: skip
MOMENTS: Final = (
    "observation window", "performance window", "outcome window", "label window", "label horizon", "label timestamp",
    "feature timestamp", "event timestamp", "prediction time", "snapshot date", "as of date",
    "cutoff date", "cut off date", "fenêtre d observation", "date de référence", "ventana de observación",
    "janela de observação", "stichtag",
)  # fmt: skip
PERSONAL: Final = (
    "pii", "personal data", "personally identifiable", "personal information", "personal identifiers", "gdpr",
    "hipaa", "ccpa", "anonymi*", "anonymis*", "pseudonymi*", "de identified", "deidentified", "données personnelles",
    "données à caractère personnel", "rgpd", "datos personales", "dados pessoais", "lgpd", "personenbezogen*", "dsgvo",
    "data pribadi",
)  # fmt: skip
SENSITIVE: Final = (
    "sensitive attribute*", "sensitive feature*", "sensitive variable*", "protected attribute*", "protected class*",
    "protected group*", "protected characteristic*", "demographic attribute*", "proxy for race", "proxies for race",
    "proxies for gender", "proxies for protected", "proxies for sensitive",
    "données sensibles", "variables sensibles", "atributos sensibles", "atributos sensíveis", "sensible merkmale",
)  # fmt: skip
# Words that say how such data are treated.
TREATED: Final = (
    "no", "not", "never", "without", "removed", "dropped", "exclude*", "anonymi*", "anonymis*", "mask*", "hash*",
    "pseudonymi*", "synthetic", "redact*", "unavailable", "left out", "computed across", "across", "audit*", "minimi*",
    "delete*", "retention", "retained", "lawful", "basis", "encrypt*", "sin", "sans", "aucun*", "pas de", "kein*",
    "ohne", "não", "sem", "tidak", "no contiene",
)  # fmt: skip
# Words that say that something is only meant to be done.
MEANT: Final = (
    "todo", "to do", "should", "must be", "planned", "in the future", "not yet", "would be", "consider", "recommended",
    "does not replace", "no substitute for",
    "make sure", "ensure that you", "before production", "not implemented", "roadmap", "future", "if you",
    "must", "no fairness", "does not claim", "not a legal", "debe", "deben", "deve", "devem", "doit", "doivent",
    "muss", "müssen", "à faire", "prévu", "pendiente", "pendente", "geplant",
)  # fmt: skip
