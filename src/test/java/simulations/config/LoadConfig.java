package simulations.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The settings that all scenarios have in common, checked.
 *
 * @param settings source of these values, and of the settings of single scenarios
 * @param baselineUrl base of a paired run; empty for a run with one target
 * @param profile name of the profile that paths come from, if one is set
 * @param waitForTarget how long to wait for a target that is still starting
 * @param prepareTimeout how long users can take to get ready
 * @param searchRateLimit whether the preflight searches for a rate limiter
 * @param injectors number of this injector; empty if it is the only one
 * @param maxErrorPercent percentage of failed requests above which a simulation fails
 * @param credentials the user that logs in, unless there is a file of users
 * @param usersFile CSV file of the users that log in; empty if all users share one account
 * @param csrfPath path that returns a CSRF token; empty if none is needed
 * @param recordHealth whether the generator records its own health
 * @param metricsUrl where targets expose their metrics: a path that all have, or the URL of the only target
 * @param requestIdHeaders response headers that carry the id of a request; empty if none is kept
 * @param commit version of the code under test; empty if it was not given
 */
public record LoadConfig(
        Settings settings,
        BaseUrl baseUrl,
        Optional<BaselineUrl> baselineUrl,
        Optional<String> profile,
        Duration waitForTarget,
        Duration prepareTimeout,
        boolean searchRateLimit,
        Optional<Injectors> injectors,
        double maxErrorPercent,
        String loginPath,
        Credentials credentials,
        Optional<String> usersFile,
        Optional<String> csrfPath,
        boolean recordHealth,
        String metricsUrl,
        List<String> requestIdHeaders,
        Optional<String> commit) {

    private static final String USUAL_METRICS_PATH = "/metrics";
    private static final double DEFAULT_MAX_ERROR_PERCENT = 1;

    /**
     * Reads and checks the settings.
     *
     * @throws InvalidConfigException if a value is unusable
     */
    public static LoadConfig of(Settings settings) {
        BaseUrl baseUrl = BaseUrl.of(settings.get(Setting.BASE_URL));
        String csrfPath = settings.get(Setting.CSRF_PATH).path();
        return new LoadConfig(
                settings,
                baseUrl,
                BaselineUrl.of(settings, baseUrl),
                settings.find(Setting.PROFILE).map(Value::text),
                settings.get(Setting.WAIT_FOR_TARGET).durationOrZero(),
                settings.get(Setting.PREPARE_TIMEOUT).duration(),
                settings.get(Setting.RATE_LIMIT_SEARCH).flag(),
                Injectors.of(settings, baseUrl),
                settings.find(Setting.MAX_ERROR_RATE).map(Value::percent).orElse(DEFAULT_MAX_ERROR_PERCENT),
                settings.get(Setting.LOGIN_PATH).path(),
                new Credentials(
                        settings.get(Setting.LOGIN_USERNAME).text(),
                        settings.get(Setting.LOGIN_PASSWORD).text()),
                settings.find(Setting.LOGIN_USERS).map(Value::text),
                settings.get(Setting.CSRF).flag() ? Optional.of(csrfPath) : Optional.empty(),
                settings.get(Setting.HEALTH).flag(),
                settings.get(Setting.METRICS_URL).pathOrUrl(),
                settings.get(Setting.REQUEST_ID_HEADERS).headerNames(),
                settings.find(Setting.COMMIT).map(Value::commit).or(() -> settings.text("GITHUB_SHA")));
    }

    /**
     * Returns the load profile of one scenario.
     *
     * @param scenario its name in settings
     * @throws InvalidConfigException if a value is unusable
     */
    public Load load(String scenario) {
        return Load.of(settings, scenario);
    }

    /**
     * Returns the path that replaces the one in the scenario, if one is set.
     *
     * @param scenario its name in settings
     * @throws InvalidConfigException if the value is unusable
     */
    public Optional<String> path(String scenario) {
        return settings.find(scenario, Setting.PATH).map(Value::path);
    }

    /**
     * Returns the weight of a scenario in a mix, if one is set.
     *
     * @param scenario its name in settings
     * @throws InvalidConfigException if the value is unusable
     */
    public OptionalInt weight(String scenario) {
        return settings.find(scenario, Setting.WEIGHT)
                .map(weight -> OptionalInt.of(weight.weight()))
                .orElse(OptionalInt.empty());
    }

    /**
     * Returns where a target exposes its metrics. A full URL applies to the target under test; a base exposes them at the usual path.
     *
     * @param target URL of the target
     * @param base whether the target is the base
     */
    public URI metricsOf(String target, boolean base) {
        if (metricsUrl.startsWith("/")) {
            return URI.create(target + metricsUrl);
        }
        return URI.create(base ? target + USUAL_METRICS_PATH : metricsUrl);
    }

    /** Leaves out the settings, because they include passwords. */
    @Override
    public String toString() {
        return "configuration for " + baseUrl.url();
    }
}
