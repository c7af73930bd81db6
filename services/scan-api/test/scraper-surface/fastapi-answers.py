"""What FastAPI and pydantic answer to the bodies and queries below, one JSON a line:

    pip install fastapi httpx && python3 fastapi-answers.py > fastapi-answers.jsonl
"""

import importlib.metadata
import json
from typing import Optional

from fastapi import FastAPI, Query
from fastapi.testclient import TestClient
from pydantic import BaseModel, Field

app = FastAPI()


class Options(BaseModel):
    max_posts: Optional[int] = Field(50, ge=1, le=1000)
    days_back: Optional[int] = Field(7, ge=1, le=365)
    min_performance_percentile: Optional[float] = Field(99.0, ge=0, le=100)


@app.post("/body")
async def body(options: Optional[Options] = None):
    return None if options is None else options.model_dump()


@app.get("/query")
async def query(
    limit: int = Query(20, ge=1, le=100),
    page: int = Query(1, ge=1),
    min_engagement_rate: Optional[float] = Query(None, ge=0, le=1),
    top_1_percent_only: bool = False,
):
    return [limit, page, min_engagement_rate, top_1_percent_only]


VALUES = [
    '"50"', '" 50 "', '"+5"', '"-5"', '"050"', '"5_0"', '"5__0"', '"_5"', '"50.0"', '"50."', '"50.00"',
    '".0"', '"12.5"', '"1e2"', '"0x10"', '"ten"', '""', '" "', '"\\u0665"', '"5\\u0000"', '"99.5"',
    '"nan"', '"inf"', '"Infinity"', '"1_0.5"', '"1e400"', '"99999999999999999999"',
    "50", "50.0", "12.5", "1e2", "0", "-0", "-1", "-1.5", "1000", "1001", "365", "366", "100", "100.5",
    "99999999999999999999", "true", "false", "null", "[]", "[5]", "{}", '{"a": 1}',
]
BROKEN = [
    "{", "}", "[", "]", "x", "nul", "tru", "-", ".5", '"', '"abc', "{]", "[}", '{"', '{"max_posts', "{'a': 1}",
    "{max_posts: 5}", '{"max_posts"', '{"max_posts" 5}', '{"max_posts":', '{"max_posts": }', '{"max_posts":5',
    '{"max_posts": 5,', '{"max_posts": 5, }', '{"max_posts": 5 "days_back": 7}', '{"max_posts": 05}',
    '{"max_posts": 5.}', '{"max_posts": +5}', '{"max_posts": 5e}', '{"max_posts": -}', '{"max_posts": 5}}',
    '{"max_posts": 5} x', "[1", "[1,", "[1,]", "[1 2]", "[,]", '{"a": "\t"}', '{"a": "\\x"}', '{"a": "\\u12"}',
    '{"a": "\\u12g4"}', '{"a": "\\', '{"a": [1, {"b": tru}]}', '{"\U0001f600": ?}', " ", "\n\n", "50 50", "max_posts=5",
    "undefined", '{"a": undefined}', "\u00e9", "//", '{"a": 1,, "b": 2}', '{"a":: 1}', '{5: 1}',
]
BODIES = [
    "", "null", " null ", "{}", " {} ", '{"max_posts": 10}', '{"unknown": 1}', '{"max_posts": 10, "max_posts": 11}',
    '{"__proto__": {"max_posts": 5}}', '{"constructor": {"prototype": {"max_posts": 5}}}',
    '{"max_posts": 20, "days_back": 3, "min_performance_percentile": 95.5}',
    '{"max_posts": null, "days_back": 0, "min_performance_percentile": 101}',
    '{"max_posts": "many", "days_back": [], "min_performance_percentile": {}}',
    "[]", '[{"max_posts": 5}]', '"max_posts"', "5", "5.5", "true", "false",
]
QUERIES = [
    "", "limit=100", "limit=101", "limit=0", "limit=-1", "limit=", "limit", "limit=ten", "limit=1.5", "limit=20.0",
    "limit=%2020", "limit=+20", "limit=1&limit=2", "limit=true", "limit=1%00", "page=0", "page=2", "page=-1", "page=",
    "page=1e3", "page=99999999999999999999", "min_engagement_rate=0", "min_engagement_rate=1",
    "min_engagement_rate=0.05", "min_engagement_rate=1.01", "min_engagement_rate=-0.1", "min_engagement_rate=",
    "min_engagement_rate=x", "min_engagement_rate=nan", "min_engagement_rate=inf", "min_engagement_rate=1e-2",
    "min_engagement_rate=true", *(f"top_1_percent_only={text}" for text in [
        "true", "True", "TRUE", "1", "yes", "Y", "on", "t", "false", "False", "0", "no", "n", "off", "f", "2", "", "maybe",
        " true", "-1", "1.0",
    ]), "unknown=1", "limit=x&page=x&min_engagement_rate=x&top_1_percent_only=x", "LIMIT=5", "limit%5B%5D=5",
]


def answer(response):
    detail = response.json()
    if response.status_code == 422:
        for entry in detail["detail"]:
            entry.pop("ctx", None)
    return {"status": response.status_code, "answer": detail}


def main():
    client = TestClient(app, raise_server_exceptions=False)
    fields = ["max_posts", "min_performance_percentile"]
    bodies = BODIES + BROKEN + [f'{{"{field}": {value}}}' for field in fields for value in VALUES]
    rows = []
    for text in bodies:
        response = client.post("/body", content=text.encode(), headers={"content-type": "application/json"})
        rows.append({"body": text, **answer(response)})
    for text in QUERIES:
        rows.append({"query": text, **answer(client.get(f"/query?{text}"))})
    made_with = {name: importlib.metadata.version(name) for name in ["fastapi", "pydantic"]}
    for line in [made_with, *rows]:
        print(json.dumps(line))


main()
