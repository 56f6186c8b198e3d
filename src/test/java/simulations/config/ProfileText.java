package simulations.config;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The load profile in effect, for the console: at most 80 columns, no secrets. */
public final class ProfileText {

    private static final int WIDTH = 80;

    private final List<String> lines = new ArrayList<>();

    private ProfileText() {}

    /**
     * The settings that this plan uses, one a line.
     *
     * @param target what is loaded, in one or more lines
     * @param commit version of the code under test, empty when unknown
     */
    public static List<String> of(LoadConfig config, Plan plan, List<String> target, String commit) {
        ProfileText text = new ProfileText();
        String className = plan.simulation();
        text.lines.add("Load profile of " + className.substring(className.lastIndexOf('.') + 1));
        target.forEach(line -> text.row(line.equals(target.get(0)) ? Setting.BASE_URL.name() : "", line));
        config.baselineUrl().ifPresent(base -> {
            text.row(Setting.BASELINE_URL.name(), base.url());
            text.row(Setting.PAIR_TIMEOUT.name(), Durations.format(base.timeout()));
        });
        config.profile().ifPresent(name -> text.row(Setting.PROFILE.name(), name));
        text.row(
                Setting.CONCURRENCY.name(),
                plan.load().concurrency() + (plan.mix().isEmpty() ? "" : " (" + plan.mix() + ")"));
        text.row(Setting.DURATION.name(), Durations.format(plan.load().duration()));
        text.row(Setting.WARMUP.name(), Durations.format(plan.load().warmUp()));
        config.injectors().ifPresent(injectors -> {
            text.row(Setting.INJECTOR.name(), injectors.index() + ", one of " + injectors.count());
            text.row(
                    Setting.START_AT.name(),
                    injectors.startAt().map(Instant::toString).orElse("not set: as soon as it is ready"));
        });
        plan.endpoints().forEach(endpoint -> text.row(endpoint.pathSetting().name(), config.path(endpoint)));
        if (plan.endpoints().stream().anyMatch(Endpoint::usesLogIn)) {
            text.logIn(config, plan);
        }
        if (plan.endpoints().contains(Endpoint.MUSIC)) {
            text.row(Setting.MUSIC_COMMAND.name(), config.musicCommand().toString());
        }
        text.row(
                Setting.MAX_ERROR_RATE.name(),
                BigDecimal.valueOf(config.maxErrorPercent())
                                .stripTrailingZeros()
                                .toPlainString() + " %");
        text.row(Setting.OUTPUT_DIR.name(), config.outputDir().toString());
        text.row(Setting.GATLING_DIR.name(), config.gatlingDir().toString());
        text.row(Setting.HEALTH.name(), String.valueOf(config.recordHealth()));
        text.row(Setting.COMMIT.name(), commit.isEmpty() ? "unknown" : commit);
        return List.copyOf(text.lines);
    }

    private void logIn(LoadConfig config, Plan plan) {
        if (!plan.endpoints().contains(Endpoint.LOGIN)) {
            row(Setting.LOGIN_PATH.name(), config.path(Endpoint.LOGIN));
        }
        row(Setting.LOGIN_USERNAME.name(), config.credentials().username());
        row(Setting.LOGIN_PASSWORD.name(), "****");
        row(
                Setting.CSRF.name(),
                config.csrfPath().map(path -> "true, token from " + path).orElse("false"));
    }

    private void row(String name, String value) {
        String line = String.format("  %-16s%s", name, value);
        lines.add(line.length() <= WIDTH ? line : line.substring(0, WIDTH - 3) + "...");
    }
}
