package simulations.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that can be configured, checked.
 *
 * @param baseUrl where the API is
 * @param baselineUrl the base of a paired run, empty for a run of one target
 * @param profile name of the profile that paths and expectations come from, if one is named
 * @param waitForTarget how long to wait for a target that is still starting
 * @param general the load where a scenario has none of its own
 * @param loads the load of each scenario
 * @param injectors which of several injectors this one is, empty for the only one
 * @param weights how a mix is split
 * @param maxErrorPercent share of failed requests above which a simulation fails
 * @param paths path of each endpoint; also the name of its requests
 * @param expectations what an answer of each endpoint must hold
 * @param credentials who logs in
 * @param musicCommand what the player is told
 * @param csrfPath where to fetch a CSRF token, empty when none is needed
 * @param outputDir where the analyzer writes
 * @param gatlingDir where Gatling leaves its run folders
 * @param recordHealth whether the load generator records how it fares itself
 * @param commit version of the code under test, empty when nobody named it
 */
public record LoadConfig(
        BaseUrl baseUrl,
        Optional<BaselineUrl> baselineUrl,
        Optional<String> profile,
        Duration waitForTarget,
        Load general,
        Map<Endpoint, Load> loads,
        Optional<Injectors> injectors,
        Map<Endpoint, Integer> weights,
        double maxErrorPercent,
        Map<Endpoint, String> paths,
        Map<Endpoint, Expectation> expectations,
        Credentials credentials,
        MusicCommand musicCommand,
        Optional<String> csrfPath,
        Path outputDir,
        Path gatlingDir,
        boolean recordHealth,
        Optional<String> commit) {

    /**
     * Reads {@code load.conf}, the environment and the system properties of this process.
     *
     * @throws InvalidConfigException if a value cannot be used
     */
    public static LoadConfig load() {
        Map<String, String> properties = new HashMap<>();
        for (String name : System.getProperties().stringPropertyNames()) {
            properties.put(name, System.getProperty(name));
        }
        return of(properties, System.getenv());
    }

    /**
     * Reads {@code load.conf} and takes these properties and variables before its values.
     *
     * @throws InvalidConfigException if a value cannot be used
     */
    public static LoadConfig of(Map<String, String> properties, Map<String, String> environment) {
        return of(Settings.ofResource(properties, environment));
    }

    static LoadConfig of(Settings settings) {
        Load general = new Load(
                settings.get(Setting.CONCURRENCY).users(),
                settings.get(Setting.DURATION).duration(),
                settings.get(Setting.WARMUP).durationOrZero());
        Map<Endpoint, Load> loads = new EnumMap<>(Endpoint.class);
        Map<Endpoint, Integer> weights = new EnumMap<>(Endpoint.class);
        Map<Endpoint, String> paths = new EnumMap<>(Endpoint.class);
        Map<Endpoint, Expectation> expectations = new EnumMap<>(Endpoint.class);
        for (Endpoint endpoint : Endpoint.values()) {
            loads.put(endpoint, loadOf(endpoint, general, settings));
            weights.put(endpoint, settings.get(endpoint.weightSetting()).weight());
            paths.put(endpoint, settings.get(endpoint.pathSetting()).path());
            expectations.put(endpoint, settings.get(endpoint.expectsSetting()).expectation());
        }
        BaseUrl baseUrl = BaseUrl.of(settings.get(Setting.BASE_URL));
        String csrfPath = settings.get(Setting.CSRF_PATH).path();
        return new LoadConfig(
                baseUrl,
                BaselineUrl.of(settings, baseUrl),
                settings.find(Setting.PROFILE).map(Value::text),
                settings.get(Setting.WAIT_FOR_TARGET).durationOrZero(),
                general,
                loads,
                Injectors.of(settings, baseUrl),
                weights,
                settings.get(Setting.MAX_ERROR_RATE).percent(),
                paths,
                expectations,
                new Credentials(
                        settings.get(Setting.LOGIN_USERNAME).text(),
                        settings.get(Setting.LOGIN_PASSWORD).text()),
                settings.get(Setting.MUSIC_COMMAND).musicCommand(),
                settings.get(Setting.CSRF).flag() ? Optional.of(csrfPath) : Optional.empty(),
                settings.get(Setting.OUTPUT_DIR).folder(),
                settings.get(Setting.GATLING_DIR).folder(),
                settings.get(Setting.HEALTH).flag(),
                settings.find(Setting.COMMIT).map(Value::commit).or(() -> settings.environmentVariable("GITHUB_SHA")));
    }

    private static Load loadOf(Endpoint endpoint, Load general, Settings settings) {
        return new Load(
                settings.find(endpoint.concurrencySetting()).map(Value::users).orElse(general.concurrency()),
                settings.find(endpoint.durationSetting()).map(Value::duration).orElse(general.duration()),
                general.warmUp());
    }

    /** The load of a scenario on its own. */
    public Load load(Endpoint endpoint) {
        return loads.get(endpoint);
    }

    /** What an answer of an endpoint must hold to count as a success. */
    public Expectation expectation(Endpoint endpoint) {
        return expectations.get(endpoint);
    }

    /** The path of an endpoint, which is also the name of its requests. */
    public String path(Endpoint endpoint) {
        return paths.get(endpoint);
    }
}
