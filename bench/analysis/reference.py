"""One implementation of the Python stack, measured in a process of its own:

    python3 reference.py CAPABILITY IMPLEMENTATION DATA ROWS WARM_UP_ROWS RUNS MOST_SECONDS OUTPUT

The same protocol as measure.ts beside it. A subject opens the first rows of the data and returns
the work that is timed, which returns numbers for comparison.
"""

import importlib
import importlib.metadata
import json
import re
import resource
import sys
import time
from pathlib import Path

import numpy as np

SETTINGS = json.loads(Path(sys.argv[0]).with_name("settings.json").read_text())
CORES = 2


def read(file, rows, dims):
    return np.fromfile(file, dtype="<f8", count=rows * dims).reshape(rows, dims)


def eps_for(rows):
    return 30 / rows**0.5


def isolation_forest(contamination):
    """With a contamination, fit() scores all rows for the threshold, and score_samples() again."""

    def subject(file, rows):
        from sklearn.ensemble import IsolationForest

        points = read(file, rows, 8)
        options = SETTINGS["forest"]

        def run():
            model = IsolationForest(
                n_estimators=options["trees"],
                max_samples=min(rows, options["sampleSize"]),
                contamination=contamination,
                n_jobs=CORES,
                random_state=1,
            ).fit(points)
            scores = -model.score_samples(points)
            if contamination == "auto":
                np.percentile(-scores, 5)
            return scores

        return run

    return subject


def cluster(points):
    from sklearn.cluster import DBSCAN

    samples = SETTINGS["density"]["minSamples"]
    return DBSCAN(eps=eps_for(len(points)), min_samples=samples, n_jobs=CORES).fit(points).labels_


def dbscan(file, rows):
    import sklearn.cluster

    points = read(file, rows, 2)
    return lambda: cluster(points)


def lay_out(points, seed):
    import umap

    options = SETTINGS["layout"]
    return umap.UMAP(
        n_neighbors=options["neighbours"], min_dist=options["minDist"], random_state=seed
    ).fit_transform(points)


def umap_layout(seed):
    def subject(file, rows):
        points = read(file, rows, 12)
        return lambda: lay_out(points, seed).ravel()

    return subject


def umap_dbscan(file, rows):
    points = read(file, rows, 12)
    return lambda: cluster(lay_out(points, None).astype(float))


def stl(period, robust):
    def subject(file, rows):
        from statsmodels.tsa.seasonal import STL

        series = read(file, rows, 1).ravel()

        def run():
            found = STL(series, period=period, robust=robust).fit()
            return np.concatenate([found.trend, found.seasonal])

        return run

    return subject


def find_peaks(file, rows):
    from scipy.signal import find_peaks

    curve = read(file, rows, 1).ravel()

    def run():
        peaks, properties = find_peaks(curve, **SETTINGS["peaks"])
        return np.concatenate([peaks, properties["prominences"]])

    return run


def rolling(file, rows):
    import pandas as pd

    series = pd.Series(read(file, rows, 1).ravel())

    def run():
        windows = series.rolling(SETTINGS["rollingWindow"])
        return np.concatenate([windows.mean(), windows.std(), windows.median()])

    return run


def vader(file, rows):
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    texts = json.loads(Path(file).read_text("utf-8"))[:rows]
    analyzer = SentimentIntensityAnalyzer()
    return lambda: [analyzer.polarity_scores(text)["compound"] for text in texts]


def vader_nltk(file, rows):
    from nltk.sentiment.vader import SentimentIntensityAnalyzer

    texts = json.loads(Path(file).read_text("utf-8"))[:rows]
    analyzer = SentimentIntensityAnalyzer(Path(file).with_name("vader_lexicon.txt").as_uri())
    return lambda: [analyzer.polarity_scores(text)["compound"] for text in texts]


def quantile(file, rows):
    values = read(file, rows, 1).ravel()
    return lambda: [values.mean(), *np.quantile(values, SETTINGS["quantiles"])]


def spearman(file, rows):
    from scipy.stats import spearmanr

    x, y = np.ascontiguousarray(read(file, rows, 2).T)
    return lambda: list(spearmanr(x, y))


SUBJECTS = {
    "isolation-forest": (isolation_forest(0.05), "sklearn.ensemble", "scikit-learn"),
    "isolation-forest/scikit-learn, scored once": (
        isolation_forest("auto"),
        "sklearn.ensemble",
        "scikit-learn",
    ),
    "dbscan": (dbscan, "sklearn.cluster", "scikit-learn"),
    "umap": (umap_layout(None), "umap", "umap-learn"),
    "umap/umap-learn, seeded": (umap_layout(1), "umap", "umap-learn"),
    "umap-dbscan": (umap_dbscan, "umap", "umap-learn"),
    "stl-24": (stl(24, False), "statsmodels.tsa.seasonal", "statsmodels"),
    "stl-168": (stl(168, False), "statsmodels.tsa.seasonal", "statsmodels"),
    "stl-24-robust": (stl(24, True), "statsmodels.tsa.seasonal", "statsmodels"),
    "stl-168-robust": (stl(168, True), "statsmodels.tsa.seasonal", "statsmodels"),
    "find-peaks": (find_peaks, "scipy.signal", "scipy"),
    "rolling": (rolling, "pandas", "pandas"),
    "vader": (vader, "vaderSentiment.vaderSentiment", "vaderSentiment"),
    "vader/nltk": (vader_nltk, "nltk.sentiment.vader", "nltk"),
    "quantile": (quantile, "numpy", "numpy"),
    "spearman": (spearman, "scipy.stats", "scipy"),
}


def memory(field):
    """Of this process; getrusage's peak would begin at the size of the parent process."""
    try:
        status = Path("/proc/self/status").read_text()
        return int(re.search(rf"{field}:\s+(\d+) kB", status)[1]) * 1024
    except (OSError, TypeError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def is_enough(seconds, runs, most_seconds):
    passed = sum(seconds)
    if not seconds:
        return False
    if passed >= most_seconds or len(seconds) >= 200:
        return True
    return len(seconds) >= runs and passed >= 0.3


def main():
    capability, implementation, data, *numbers, output = sys.argv[1:]
    rows, warm_up_rows, runs, most_seconds = map(int, numbers)
    named = f"{capability}/{implementation}"
    subject, module, package = SUBJECTS[named if named in SUBJECTS else capability]
    importlib.import_module(module)
    rest_bytes = memory("VmRSS")
    subject(data, warm_up_rows)()
    run = subject(data, rows)
    seconds = []
    peak_bytes = 0
    while not is_enough(seconds, runs, most_seconds):
        started_at = time.perf_counter()
        result = run()
        seconds.append(time.perf_counter() - started_at)
        peak_bytes = peak_bytes or memory("VmHWM")
    np.asarray(result, dtype="<f8").tofile(output)
    version = f"{package} {importlib.metadata.version(package)}"
    print(
        json.dumps(
            {
                "seconds": seconds,
                "restBytes": rest_bytes,
                "peakBytes": peak_bytes,
                "version": version,
            }
        )
    )


main()
