import yaml

from ask import accuracy
from items import apart, read


def main():
    cfg = yaml.safe_load(open("config.yaml"))
    final = read(cfg["final"])
    dev = apart(read(cfg["dev"]), final)
    pool = apart(read(cfg["examples"]), dev, final)
    print(f"{len(pool)} examples, {len(dev)} dev questions, {len(final)} final questions")

    on_dev = {n: accuracy(cfg["model"], pool[:n], dev) for n in cfg["shot_counts"]}
    n_best = max(on_dev, key=on_dev.get)
    print("dev", on_dev)
    print(f"final accuracy with {n_best} shots: {accuracy(cfg['model'], pool[:n_best], final):.3f}")


if __name__ == "__main__":
    main()
