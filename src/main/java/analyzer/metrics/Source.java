package analyzer.metrics;

/** Where the figures of a result come from, best first. */
public enum Source {
    /** Gatling's simulation.log: every sample. */
    LOG("simulation.log"),
    /** A stats.json of an older Gatling: figures rounded to whole milliseconds, no samples. */
    STATS_JSON("stats.json"),
    /** A CSV file of an earlier analysis: seven figures, without failures or load profile. */
    CSV("CSV file");

    private final String label;

    Source(String label) {
        this.label = label;
    }

    @Override
    public String toString() {
        return label;
    }
}
