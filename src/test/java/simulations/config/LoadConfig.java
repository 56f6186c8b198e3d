package simulations.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Everything that can be configured for all scenarios, checked.
 *
 * @param settings where it comes from, for the settings of one scenario
 * @param baseUrl where the API is
 * @param baselineUrl the base of a paired run, empty for a run of one target
 * @param profile name of the profile that paths come from, if one is named
 * @param waitForTarget how long to wait for a target that is still starting
 * @param prepareTimeout how long users may take to get ready
 * @param searchRateLimit whether the preflight looks for a rate limiter
 * @param injectors which of several injectors this one is, empty for the only one
 * @param maxErrorPercent share of failed requests above which a simulation fails
 * @param loginPath where users log in
 * @param credentials who logs in, unless there is a file of users
 * @param usersFile CSV file of the users that log in, empty when all of them are one account
 * @param csrfPath where to fetch a CSRF token, empty when none is needed
 * @param recordHealth whether the load generator records how it fares itself
 * @param metricsUrl where targets show their metrics: a path of theirs, or the URL of the only one
 * @param requestIdHeaders headers of answers that carry the id of a request; none if none is to be kept
 * @param commit version of the code under test, empty when nobody named it
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
     * Checks the settings that all scenarios have in common.
     *
     * @throws InvalidConfigException if a value cannot be used
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
     * The load of one scenario.
     *
     * @param scenario its name in settings
     * @throws InvalidConfigException if a value cannot be used
     */
    public Load load(String scenario) {
        return Load.of(settings, scenario);
    }

    /**
     * Where the request of a scenario goes instead, if that is set.
     *
     * @param scenario its name in settings
     * @throws InvalidConfigException if the value cannot be used
     */
    public Optional<String> path(String scenario) {
        return settings.find(scenario, Setting.PATH).map(Value::path);
    }

    /**
     * The weight of a scenario in a mix, if one is set.
     *
     * @param scenario its name in settings
     * @throws InvalidConfigException if the value cannot be used
     */
    public OptionalInt weight(String scenario) {
        return settings.find(scenario, Setting.WEIGHT)
                .map(weight -> OptionalInt.of(weight.weight()))
                .orElse(OptionalInt.empty());
    }

    /**
     * Where a target shows its metrics. A whole URL is that of the target under test; a base beside it shows them at the usual path.
     *
     * @param target its base URL
     * @param base whether it is the base
     */
    public URI metricsOf(String target, boolean base) {
        if (metricsUrl.startsWith("/")) {
            return URI.create(target + metricsUrl);
        }
        return URI.create(base ? target + USUAL_METRICS_PATH : metricsUrl);
    }

    /** Not the settings behind it: among them are passwords. */
    @Override
    public String toString() {
        return "configuration for " + baseUrl.url();
    }
}
