package simulations.config;

import java.time.Instant;
import java.util.Optional;

/**
 * The number of this injector and how many there are.
 *
 * @param index number of this injector, 0 to {@code count} - 1
 * @param count number of injectors
 * @param startAt when all injectors begin their load; empty if each begins as soon as it is ready
 */
public record Injectors(int index, int count, Optional<Instant> startAt) {

    /** Returns the injector, even if other settings are invalid; empty if its own settings are, or if INJECTORS is not set. */
    public static Optional<Injectors> ifKnown() {
        try {
            return numbered(Settings.load());
        } catch (InvalidConfigException e) {
            return Optional.empty();
        }
    }

    /** Returns the configured injector; empty if INJECTORS is not set. */
    static Optional<Injectors> of(Settings settings, BaseUrl baseUrl) {
        Optional<Injectors> injectors = numbered(settings);
        if (injectors.filter(all -> all.count() > 1).isPresent() && !baseUrl.chosen()) {
            throw new InvalidConfigException("INJECTORS is set and BASE_URL is not, so each injector would load"
                    + " whatever runs on its own machine; set BASE_URL to their common target");
        }
        return injectors;
    }

    private static Optional<Injectors> numbered(Settings settings) {
        Optional<Instant> startAt = settings.find(Setting.START_AT).map(Value::instant);
        Optional<Value> index = settings.find(Setting.INJECTOR);
        Optional<Integer> count = settings.find(Setting.INJECTORS).map(Value::injectors);
        if (count.isEmpty()) {
            if (index.isPresent() || startAt.isPresent()) {
                throw new InvalidConfigException((index.isPresent() ? Setting.INJECTOR : Setting.START_AT)
                        + " is set and INJECTORS is not; set INJECTORS to the number of injectors");
            }
            return Optional.empty();
        }
        if (index.isEmpty()) {
            throw new InvalidConfigException("INJECTORS is set and INJECTOR is not; set INJECTOR to the number of this"
                    + " injector, from 0 to " + (count.get() - 1));
        }
        int number = index.get().injector();
        if (number >= count.get()) {
            throw new InvalidConfigException("INJECTOR = " + number + " is out of range for " + count.get()
                    + " injectors; they are numbered from 0 to " + (count.get() - 1));
        }
        return Optional.of(new Injectors(number, count.get(), startAt));
    }
}
