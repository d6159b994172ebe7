"""Make the modelling table from the shipped-unit log."""
import pandas as pd
import yaml


def tidy(units, cfg):
    units = units.drop_duplicates("serial")
    units = units.dropna(subset=cfg["numeric"])
    units["night_shift"] = units["shift"].eq("N").astype(int)
    return units[cfg["numeric"] + ["night_shift", cfg["target"]]]


def even_out(units, target, seed):
    counts = units[target].value_counts()
    rare = counts.idxmin()
    extra = units[units[target] == rare].sample(
        n=counts.max() - counts.min(), replace=True, random_state=seed
    )
    return pd.concat([units, extra], ignore_index=True)


def main():
    with open("config.yaml") as fh:
        cfg = yaml.safe_load(fh)
    units = tidy(pd.read_csv(cfg["raw"]), cfg)
    units = even_out(units, cfg["target"], cfg["seed"])
    units.to_parquet(cfg["table"])
    print(units[cfg["target"]].value_counts())


if __name__ == "__main__":
    main()
