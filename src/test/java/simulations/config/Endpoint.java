package simulations.config;

/** The endpoints that have a scenario. */
public enum Endpoint {
    LIVE(
            "live",
            Setting.LIVE_PATH,
            Setting.LIVE_EXPECTS,
            Setting.LIVE_CONCURRENCY,
            Setting.LIVE_DURATION,
            Setting.LIVE_WEIGHT),
    WHOAMI(
            "whoami",
            Setting.WHOAMI_PATH,
            Setting.WHOAMI_EXPECTS,
            Setting.WHOAMI_CONCURRENCY,
            Setting.WHOAMI_DURATION,
            Setting.WHOAMI_WEIGHT),
    LOGIN(
            "login",
            Setting.LOGIN_PATH,
            Setting.LOGIN_EXPECTS,
            Setting.LOGIN_CONCURRENCY,
            Setting.LOGIN_DURATION,
            Setting.LOGIN_WEIGHT),
    MUSIC(
            "music",
            Setting.MUSIC_PATH,
            Setting.MUSIC_EXPECTS,
            Setting.MUSIC_CONCURRENCY,
            Setting.MUSIC_DURATION,
            Setting.MUSIC_WEIGHT);

    private final String label;
    private final Setting path;
    private final Setting expects;
    private final Setting concurrency;
    private final Setting duration;
    private final Setting weight;

    Endpoint(String label, Setting path, Setting expects, Setting concurrency, Setting duration, Setting weight) {
        this.label = label;
        this.path = path;
        this.expects = expects;
        this.concurrency = concurrency;
        this.duration = duration;
        this.weight = weight;
    }

    /** A short name for people. */
    public String label() {
        return label;
    }

    /** The setting that holds its path. */
    public Setting pathSetting() {
        return path;
    }

    /** Whether a user must have logged in first. */
    public boolean needsLogIn() {
        return this == WHOAMI || this == MUSIC;
    }

    /** Whether a log-in is sent at all, before its requests or as its request. */
    public boolean usesLogIn() {
        return needsLogIn() || this == LOGIN;
    }

    Setting expectsSetting() {
        return expects;
    }

    Setting concurrencySetting() {
        return concurrency;
    }

    Setting durationSetting() {
        return duration;
    }

    Setting weightSetting() {
        return weight;
    }
}
