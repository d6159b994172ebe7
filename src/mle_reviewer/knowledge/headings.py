"""Words that design notes use, in several languages: what headings are called, and what their sentences speak of."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

# A star at the end stands for any ending. Languages: en, fr, de, es, pt, it, zh, ja, ko.
USE: Final = (
    "intended use*", "intended application*", "direct use*", "primary use*", "primary intended use*",
    "intended purpose", "usage prévu", "utilisation prévue", "usages prévus", "uso previsto", "usos previstos",
    "uso pretendido", "uso esperado", "vorgesehene verwendung", "verwendungszweck", "einsatzzweck", "uso previsto",
    "预期用途", "使用场景", "想定用途", "사용 목적",
)  # fmt: skip
# Headings on uses that are not the model's own.
OTHER_USES: Final = ("reusable", "other", "potential", "common use cases", "example*", "requests", "known issue*")
PROBLEM: Final = (
    "problem", "problem statement", "business problem", "business context", "business case", "business objective*",
    "business goal*", "business value", "business impact", "business need*", "business question*", "business use*",
    "business understanding", "business requirement*", "business background", "objective*", "goal*", "motivation",
    "background", "use case*", "purpose", "mission", "user stories", "why this matters", "why it matters",
    "value proposition", "the challenge",
    "problématique", "contexte", "objectif*", "besoin*", "enjeux", "cas d usage", "problème",
    "problema", "objetivo*", "contexto", "motivación", "motivação", "caso de uso", "casos de uso", "obiettiv*",
    "problemstellung", "ausgangslage", "zielsetzung", "ziel", "ziele", "anwendungsfall", "hintergrund",
    "背景", "目标", "目的", "问题", "业务", "課題", "배경", "목표", "목적", "문제 정의", "mục tiêu*", "bài toán",
)  # fmt: skip
OVERVIEW: Final = (
    "overview", "about", "about this project", "summary", "executive summary", "introduction", "project description",
    "what this is", "what is this", "description", "aperçu", "présentation", "vue d ensemble", "resumen", "resumo",
    "introducción", "introdução", "descripción", "descrição", "visão geral", "überblick", "einleitung",
    "beschreibung", "概述", "简介", "概要", "개요", "소개",
)  # fmt: skip
LIMITS: Final = (
    "limitation*", "known limit*", "known issue*", "caveat*", "shortcoming*", "weakness*", "known bias*",
    "known gap*", "known mismatch*", "limites", "limites connues", "limitación*", "limitacion*", "limitaciones",
    "limitação*", "limitações", "limitazioni", "einschränkung*", "grenzen", "局限*", "局限性", "限制", "制約", "制限",
    "한계", "제한", "keterbatasan*", "batasan", "ограничени*", "beperkingen", "ograniczenia", "hạn chế",
)  # fmt: skip
BOUNDS: Final = (
    "assumption*", "constraint*", "non goal*", "out of scope*", "when not to use*", "not intended for",
    "misuse", "design constraints", "available at prediction time", "availability at prediction time",
    "not recommended*", "not suitable*", "not designed for", "hypothèse*", "contraintes", "hors scope",
    "hors périmètre", "supuestos",
    "restricciones", "premissas", "restrições", "fuera de alcance", "fora do escopo", "annahmen",
    "randbedingungen", "nicht ziele", "假设", "约束", "前提", "가정", "제약*", "asumsi", "kendala", "допущени*",
    "aannames",
    "założenia",
)  # fmt: skip
OPEN: Final = (
    "open question*", "open issue*", "open items", "open item", "open points", "to be decided",
    "missing requirement*", "unknowns", "unresolved*", "questions ouvertes", "points ouverts", "areas of improvement",
    "areas for improvement", "pendientes abiertos", "temas abiertos", "puntos abiertos", "pendências",
    "pontos em aberto", "offene punkte", "questions encore ouvertes", "preguntas abiertas", "questões em aberto",
    "offene fragen", "开放问题", "item terbuka", "pertanyaan terbuka", "открытые вопросы",
)  # fmt: skip
# Headings of limits that are no model's.
OTHER_LIMITS: Final = (
    "rate", "tier", "quota*", "resource*", "memory", "network", "database", "foreign key", "unique", "request size",
    "upload", "cpu", "api limit*", "technical debt", "warning*", "monitoring", "alert*", "prometheus", "grafana",
    "kubernetes", "github", "ci", "dashboard*", "browser*", "console",
)  # fmt: skip
RISKS: Final = (
    "risks", "risks and *", "risk register", "risk table", "risk analysis", "model risk*",
    "known risk*", "ethic*", "bias", "biases", "fairness", "responsible ai", "threat model*", "threats",
    "adversarial*", "feedback loop*", "failure mode*", "distribution shift*", "abuse*", "misuse*", "safety",
    "attack*", "risques", "risques et *", "éthique", "biais", "modèle de menace*", "riesgos", "riscos", "ética",
    "sesgos", "risiken", "ethik", "bedrohungsmodell", "风险", "伦理", "偏差", "リスク", "倫理", "위험", "윤리",
)  # fmt: skip
WHO: Final = (
    "stakeholder*", "who cares", "actors and roles", "=actors", "primary actor*", "user stories*",
    "=users", "user personas", "personas", "target users", "target audience",
    "intended user*", "primary user*", "primary intended user*", "who uses this", "=end users",
    "business users", "who it serves", "who this serves", "who it is for", "who is it for", "who this is for",
    "parties prenantes", "=utilisateurs", "utilisateurs cibles", "=usuarios", "interesados",
    "partes interesadas", "=usuários", "interessados", "=nutzer", "zielgruppe", "beteiligte", "利益相关者",
    "이해관계자",
)  # fmt: skip
WORKS: Final = (
    "reference*", "prior art", "prior work", "related work*", "citation*", "citing", "literature*", "literature review",
    "bibliograph*", "background and related work", "inspiration", "inspired by", "acknowledg*", "credits", "papers",
    "further reading", "références", "bibliographie", "référence", "état de l art", "referencias",
    "bibliografía", "estado del arte", "referências", "bibliografia", "literatur*", "quellen", "verwandte arbeiten",
    "参考文献", "相关工作", "参考", "先行研究", "참고 문헌", "참고문헌", "선행 연구",
)  # fmt: skip
OPTIONS: Final = (
    "considered option*", "options considered", "alternative*", "alternatives considered", "rejected *",
    "approaches considered", "model selection", "model choice", "why this model", "why not *",
    "comparison of approaches",
    "model comparison rationale", "alternatives envisagées", "options envisagées", "alternativas*",
    "alternativen*", "betrachtete optionen", "备选方案", "대안",
)  # fmt: skip
# Sections that tell how to work with the repository, whatever words stand in them.
WORKINGS: Final = (
    "install*", "setup*", "set up*", "getting started", "quick start*", "quickstart*", "prerequisite*",
    "project structure", "repository structure", "directory structure", "folder structure", "structure",
    "table of contents", "contents", "contribut*", "license*", "roadmap", "future*", "next steps", "todo*",
    "changelog", "troubleshooting", "how to run*", "running", "usage", "tech stack", "technolog*", "deployment",
    "instalación", "instalação", "próximos pasos", "próximos passos", "installation", "structure du projet",
    "estructura del proyecto", "安装", "설치", "라이선스",
)  # fmt: skip

# What sentences speak of.
MODELS: Final = (
    "model*", "predict*", "forecast*", "classif*", "score*", "scoring", "probabilit*", "detect*", "estimat*",
    "recommend*", "rank*", "identif*", "machine learning", "ml", "modèle*", "prédi*", "prévision*", "modelo*",
    "predec*", "predicción", "pronóstico*", "predi*", "previs*", "prever", "modell*", "vorhersag*", "prognose*",
    "模型", "预测", "予測", "モデル", "예측", "모델", "dự đoán", "xác suất", "churn*",
)  # fmt: skip
DECIDES: Final = (
    "decide", "decides", "deciding", "decision", "decisions", "decision making", "decision makers", "décide*",
    "décision*", "decisión", "decisiones", "decidir", "decisão", "decisões", "entscheid*", "決定", "判断", "决策",
    "의사결정",
)  # fmt: skip
ACTS: Final = (
    *DECIDES, "approve", "approves", "approval", "approvals", "reject", "decline", "underwriting", "pricing",
    "intervene", "intervention", "interventions", "retain", "retention", "prioriti*", "proactive*", "so that",
    "so they can", "so it can", "in order to", "take action", "actionable", "triage", "allocat*", "campaign*",
    "staffing", "inventory", "replenish*", "early warning", "manual review", "reviewed by", "block", "blocks",
    "flag", "flags", "flagging", "outreach", "target", "targeting", "offer", "offers", "rebalanc*", "reduce losses",
    "reduce loss", "minimize losses", "financial losses", "grid stability", "maintenance", "escalat*", "route",
    "routes", "routing", "screening", "treatment", "help banks", "helps banks", "help doctors", "clinicians",
    "loan officers", "risk officers", "analysts", "underwriters",
    "afin de", "priorise*", "proactif*", "intervenir", "accompagner", "para que", "intervenir", "retener",
    "priorizar", "reter", "damit", "um zu", "priorisier*", "挽留", "优先", "이탈 방지",
)  # fmt: skip
MISSES: Final = (
    "false negative*", "missed detection*", "missed retrain*", "missed fraud*",
     "missed case*", "missed positive*", "fn", "fns", "under call",
    "under forecast*", "underforecast*", "under supply", "undersupply", "stockout*", "stock out*", "type ii error*",
    "faux négatif*", "falso negativo", "falsos negativos", "falsch negativ*", "undetected", "漏报", "假阴性", "미탐",
    "偽陰性",
)  # fmt: skip
ALARMS: Final = (
    "false positive*", "false alarm*", "false decline*", "fp", "fps", "over forecast*", "overforecast*", "over call",
    "overstock*", "over supply", "oversupply", "type i error*", "faux positif*", "falso positivo",
    "falsos positivos", "falsch positiv*", "fehlalarm*", "误报", "假阳性", "오탐", "偽陽性",
)  # fmt: skip
COSTS: Final = (
    "cost", "costs", "costly", "costlier", "expensive", "penalt*", "worse", "more important than", "more serious",
    "dangerous", "harm", "harmful", "harms", "loss", "losses", "lose", "revenue", "consequence*", "unacceptable",
    "life threatening", "fatal", "annoy*", "churn risk", "friction", "wasted", "waste", "tie up", "coût*", "coûte*",
    "coûteu*", "costo", "costos", "coste", "costes", "custo", "custos", "caro", "kosten", "teuer*", "代价", "成本",
    "损失", "비용", "손실", "コスト",
)  # fmt: skip
PRICES: Final = (
    "expected profit", "expected loss", "expected cost", "cost matrix", "cost benefit", "profit curve",
    "break even", "breakeven", "payoff matrix", "payoff table", "cost sensitive", "mistake budget", "business cost",
    "net benefit", "net profit", "net savings", "roi", "coût attendu", "costo esperado",
)  # fmt: skip
# Why a figure is the one that counts.
REASONS: Final = (
    "primary metric", "main metric", "key metric", "north star metric", "optimize for", "optimise for",
    "optimized for", "optimised for", "optimizing for", "optimising for", "prioriti*", "misleading", "more important",
    "matters more", "matter more than", "matters most", "minimize false", "minimise false", "reduce false",
    "minimizing false", "reducing false", "costly", "more costly", "business metric", "chosen over", "preferred over",
    "because missing",
    "not automatically better", "selected primarily on", "selected primarily by",
    "because false", "metric because", "métrique principale", "métrica principal", "hauptmetrik",
    "trompeu*",
    "engañosa", "enganosa", "主要指标",
)  # fmt: skip
# One figure before another, which is a reason only where something is chosen.
RATHER: Final = (
    "rather than",
    "instead of",
    "over accuracy",
    "plutôt que",
    "en lugar de",
    "em vez de",
    "anstatt",
    "而不是",
)
CHOOSES: Final = (
    "optimi*", "select*", "chose", "choose", "chosen", "tune*", "tuning", "objective", "optuna", "prefer*", "we use",
    "evaluated by", "judged by", "ranked by", "optimiz*", "choisi*", "elegi*", "escolh*", "gewählt", "选择",
)  # fmt: skip
METRICS: Final = (
    "recall", "sensitivity", "precision", "f1", "f2", "f beta", "auc", "roc auc", "pr auc", "auprc", "auroc",
    "average precision", "rmse", "mae", "mape", "wape", "smape", "rmsle", "log loss", "logloss", "brier", "pinball",
    "accuracy", "gini", "ndcg", "mase", "rmsse", "wrmsse", "rmspe", "wmape", "crps", "balanced accuracy", "mcc",
    "macro f1",
)  # fmt: skip
ADVERSE: Final[dict[str, tuple[str, ...]]] = {
    "adversarial behaviour": (
        "adversar*", "attacker*", "evasion", "evade*", "poisoning", "prompt injection", "untrusted", "jailbreak*",
        "gaming the", "game the", "fraudsters adapt", "obfuscat*", "model extraction", "membership inference",
        "model inversion",
        "empoisonnement", "adversaire*", "adversario*", "adversário*", "angreifer*", "对抗", "적대적",
    ),
    "incentives": ("incentive*", "perverse", "goodhart*", "gaming the", "incitation*", "incentivo*", "anreiz*", "激励"),
    "selective disclosure": (
        "selection bias", "selective disclosure", "selective label*", "selective report*", "reject inference",
        "accepted applicants", "survivorship*", "self selection",
        "reporting bias", "non response", "censor*", "biais de sélection", "sesgo de selección", "viés de seleção",
        "selection effects", "only ever sees", "选择偏差",
    ),
    "distribution shift": (
        "drift", "drifts", "drifted", "distribution shift*", "distribution change*", "distributional shift*",
        "covariate shift", "domain shift", "regime change*", "regime shift*", "may shift", "can shift", "shifts in",
        "non stationar*", "nonstationar*", "out of distribution", "changes over time", "change over time", "dérive*",
        "deriva", "verteilungsänderung*", "behavior shift*", "behaviour shift*", "may not generali*",
        "exchangeability", "not exchangeable",
        "patterns have changed", "patterns may change", "structural break*", "漂移", "드리프트", "ドリフト",
    ),
    "feedback loops": (
        "feedback loop*", "feedback effect*", "self fulfilling", "feedback poisoning", "performative",
        "self reinforcing",
        "boucle* de rétroaction", "bucle* de retroalimentación", "rückkopplung*", "反馈循环", "피드백 루프",
    ),
}  # fmt: skip
# Risks that are one by their words, wherever they stand.
ALWAYS_ADVERSE: Final[dict[str, tuple[str, ...]]] = {
    "adversarial behaviour": ("adversarial example*", "adversarial attack*", "adversarial url*", "data poisoning"),
    "selective disclosure": ("selection bias", "survivorship bias", "reject inference"),
    "distribution shift": (
        "not exchangeable",
        "exchangeability",
        "shifts caused by",
        "shift caused by",
        "drift caused by",
    ),
    "feedback loops": ("feedback loop bias", "self fulfilling"),
}
# Hosts of works that were read, not of tools that are used.
HOSTS_OF_WORKS: Final = (
    "arxiv.org", "doi.org", "papers.nips.cc", "proceedings.", "openreview.net", "aclanthology.org", "acm.org",
    "ieeexplore.ieee.org", "sciencedirect.com", "springer.com", "nature.com", "ncbi.nlm.nih.gov", "pubmed.",
    "jmlr.org", "semanticscholar.org", "paperswithcode.com", "researchgate.net", "ssrn.com", "mdpi.com",
    "biorxiv.org", "medrxiv.org", "hal.science", "wiley.com", "tandfonline.com", "nber.org", "plos.org",
)  # fmt: skip
CITED: Final = ("@article", "@inproceedings", "@misc", "@software", "@book", "@phdthesis", "arxiv:", "et al")

_GAPS: Final = re.compile(r"[\W_]+")


def spoken(text: str) -> str:
    """A text as words between single blanks, small, with a blank at both ends."""
    return f" {_GAPS.sub(' ', text.casefold()).strip()} "


def tells(said: str, phrases: tuple[str, ...]) -> str:
    """The first phrase that stands in words of `spoken`; "" where none does.

    In scripts without blanks it may stand anywhere; `=` asks for the whole text.
    """
    for needle, whole, bare in _sought(phrases):
        if (said.strip() == needle) if whole else (needle in said):
            return bare
    return ""


@cache
def _sought(phrases: tuple[str, ...]) -> tuple[tuple[str, bool, str], ...]:
    """What is looked for of each phrase, whether it is the whole text, and the phrase without its marks."""
    found = []
    for one in phrases:
        bare = one.rstrip("*").rstrip()
        if one.startswith("="):
            found.append((one[1:], True, one[1:]))
        elif bare.isascii() or ord(max(bare)) < 0x2000:  # noqa: PLR2004 - scripts that put blanks between words
            found.append((f" {bare}" if one.endswith("*") else f" {bare} ", False, bare))
        else:
            found.append((bare, False, bare))
    return tuple(found)


# Pages on incidents, and the ways in which a served model fails: what their headings speak of.
RUNBOOKS: Final = (
    "runbook", "playbook", "incident", "troubleshoot", "operations", "exploitation", "astreinte", "dépannage",
    "pannes", "störung", "betriebshandbuch", "fehlerbehebung", "manual de operaciones", "resolución de problemas",
    "resolução de problemas", "solução de problemas", "guia de operação", "manuale operativo", "运维", "故障", "应急",
    "障害", "運用手順", "운영 가이드", "운영 매뉴얼", "장애",
)  # fmt: skip
STALE: Final = (
    "périmé", "obsolète", "fraîcheur", "données en retard", "desactualizad", "obsolet", "atrasad", "veraltet",
    "datos retrasados", "frescura", "过期", "陈旧", "特征延迟", "古い", "鮮度", "오래된", "지연된 데이터",
)  # fmt: skip
NO_LABELS: Final = (
    "étiquettes manquantes", "labels manquants", "vérité terrain", "etiquetas faltantes", "etiquetas ausentes",
    "rótulos ausentes", "rótulos atrasados", "fehlende label", "fehlende labels", "标签缺失", "标签延迟",
    "ラベル欠損", "ラベルの遅延", "라벨 누락", "라벨 지연",
)  # fmt: skip
OVERLOAD: Final = (
    "surcharge", "latence", "saturation", "mémoire", "sobrecarga", "latencia", "latência", "memoria", "memória",
    "überlast", "latenz", "auslastung", "speicher", "过载", "延迟", "内存", "過負荷", "レイテンシ", "과부하",
    "지연 시간",
)  # fmt: skip
SCHEMAS: Final = (
    "schéma", "dérive des données", "dérive de données", "esquema", "deriva de datos", "deriva de dados",
    "datendrift", "模式漂移", "数据漂移", "スキーマ", "データドリフト", "스키마", "데이터 드리프트",
)  # fmt: skip
BAD_MODELS: Final = (
    "mauvais modèle", "modèle défectueux", "retour arrière", "retour en arrière", "modelo defectuoso",
    "modelo incorrecto", "modelo ruim", "modelo errado", "reversión del modelo", "reversão do modelo",
    "fehlerhaftes modell", "schlechtes modell", "modell zurück", "模型回滚", "错误模型", "モデルのロールバック",
    "モデル切り戻し", "모델 롤백",
)  # fmt: skip
