package analyzer;

import analyzer.PolicyOptions.Percent;
import analyzer.io.BadInputException;
import analyzer.io.InputFile;
import analyzer.metrics.Metric;
import analyzer.verdict.Limit;
import analyzer.verdict.Policies;
import analyzer.verdict.Policy;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValueType;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A policy file in HOCON: the {@link #KEYS} for all endpoints, and a list {@code rules} of the same keys for endpoints that match an
 * {@code endpoint} pattern. A key that a rule omits keeps its value for all endpoints. Separate from {@link PolicyOptions}, so that
 * the HOCON library is loaded only if there is a file.
 */
final class PolicyFile {

    private static final String THRESHOLD = "threshold";
    private static final String GATE = "gate";
    private static final String MAX_ERROR_RATE = "max-error-rate";
    private static final String ASSUMED_SPREAD = "assumed-spread";
    private static final String LIMITS = "limits";
    private static final String RULES = "rules";
    private static final String ENDPOINT = "endpoint";

    private static final List<String> KEYS = List.of(THRESHOLD, GATE, MAX_ERROR_RATE, ASSUMED_SPREAD, LIMITS);

    private static final List<String> LISTS = List.of(GATE, LIMITS, RULES);

    /** Largest file, in bytes. A file with a rule for each of 500 endpoints has a tenth of that. */
    private static final int MAX_BYTES = 1 << 20;

    /**
     * Largest number of {@code +=} and of optional variables. The library takes seconds for a few hundred of the former and a thousand
     * of the latter, and minutes for thousands.
     */
    private static final Map<String, Integer> MOST = Map.of("+=", 50, "${?", 200);

    /** What ends a line elsewhere. Here a comment would continue after it, and hide a rule. */
    private static final Pattern FOREIGN_LINE_END = Pattern.compile("\\r(?!\\n)|[\\x0B\\f\\x85\\u2028\\u2029]");

    private final Path file;

    private PolicyFile(Path file) {
        this.file = file;
    }

    /**
     * Reads a policy file.
     *
     * @param defaults values for what the file does not set
     * @throws BadInputException if the file cannot be read, or has an unknown key or an invalid value
     */
    static Policies read(Path file, Policy defaults) {
        if (!Files.isRegularFile(file)) {
            throw new BadInputException(file + ": is not a file; check --policy");
        }
        try {
            PolicyFile policy = new PolicyFile(file);
            policy.requireNoKeyTwice(variable -> true);
            Config config = ConfigFactory.parseFile(
                    file.toFile(), ConfigParseOptions.defaults().setIncluder(new NoIncludes()));
            Config resolved = config.resolve();
            policy.requireValues(config.root(), resolved.root(), "");
            // What += or a concatenation makes is not seen by the values.
            policy.requireNoKeyTwice(System.getenv()::containsKey);
            if (resolved.isEmpty()) {
                throw new BadInputException(file + ": is empty; set a threshold or another key, or delete it");
            }
            return policy.policies(resolved, defaults);
        } catch (StackOverflowError e) {
            throw new BadInputException(file + ": is not a policy file (it is nested too deep); correct it", e);
        } catch (ConfigException e) {
            // The library's message begins with file and line.
            String why = e.getMessage().replace(file.toFile() + ": ", "line ").replaceAll("\\s+", " ");
            throw new BadInputException(file + ": is not a policy file (" + why + "); correct it", e);
        }
    }

    /** Rejects repeated keys, of which the library silently takes the last, objects that it merges, and what takes it too long. */
    private void requireNoKeyTwice(Predicate<String> isSet) {
        try {
            String text = new String(InputFile.read(file, MAX_BYTES), StandardCharsets.UTF_8);
            MOST.forEach((what, most) -> {
                if (text.split(Pattern.quote(what), -1).length > most + 1) {
                    throw new BadInputException(
                            file + ": uses " + what + " more than " + most + " times; write the values themselves");
                }
            });
            if (FOREIGN_LINE_END.matcher(text).find()) {
                throw new BadInputException(
                        file + ": has a line end that is not one in this format; end its lines with \\n or \\r\\n");
            }
            RepeatedKey.in(text, isSet).ifPresent(mistake -> {
                throw new BadInputException(file + ": " + mistake);
            });
        } catch (IOException e) {
            throw new BadInputException(
                    file + ": cannot be read (" + BadInputException.reason(e) + "); check the path and its permissions",
                    e);
        }
    }

    /** Rejects a key whose variable is not set. The library silently drops such keys. */
    private void requireValues(ConfigObject unresolved, ConfigObject resolved, String where) {
        for (String key : unresolved.keySet()) {
            if (!resolved.containsKey(key)) {
                throw new BadInputException(file + ": " + where + key
                        + ": has no value because its variable is not set; set it, or remove the key");
            }
            if (unresolved.get(key) instanceof ConfigList all && resolved.get(key) instanceof ConfigList known) {
                if (all.size() != known.size()) {
                    throw new BadInputException(file + ": " + where + key
                            + ": has an element without a value because its variable is not set; set it, or remove the"
                            + " element");
                }
                for (int i = 0; i < all.size(); i++) {
                    if (all.get(i) instanceof ConfigObject rule && known.get(i) instanceof ConfigObject values) {
                        requireValues(rule, values, where + key + "[" + i + "].");
                    }
                }
            }
        }
    }

    private Policies policies(Config config, Policy defaults) {
        check(config, "", RULES);
        Policy usual = policy(config, "", defaults, "");
        List<Policy> rules = new ArrayList<>();
        Set<String> patterns = new HashSet<>();
        List<? extends Config> all = config.hasPath(RULES) ? config.getConfigList(RULES) : List.of();
        for (int i = 0; i < all.size(); i++) {
            String where = RULES + "[" + i + "].";
            check(all.get(i), where, ENDPOINT);
            if (!all.get(i).hasPath(ENDPOINT) || all.get(i).getString(ENDPOINT).isEmpty()) {
                throw new BadInputException(file + ": " + where + ENDPOINT
                        + ": is missing; specify an endpoint, or a pattern" + " such as \"/v1/auth/*\"");
            }
            String pattern = all.get(i).getString(ENDPOINT);
            if (!patterns.add(pattern)) {
                throw new BadInputException(
                        file + ": " + where + ENDPOINT + ": \"" + pattern + "\" already has a rule; merge the two");
            }
            rules.add(policy(all.get(i), where, usual, pattern));
        }
        return new Policies(usual, rules);
    }

    /** Rejects all includes. The library silently ignores a missing file, and fetches a remote one. */
    private static final class NoIncludes
            implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {

        @Override
        public ConfigIncluder withFallback(ConfigIncluder fallback) {
            return this;
        }

        @Override
        public ConfigObject include(ConfigIncludeContext context, String what) {
            throw refused(what);
        }

        @Override
        public ConfigObject includeFile(ConfigIncludeContext context, File what) {
            throw refused(what);
        }

        @Override
        public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
            throw refused(what);
        }

        @Override
        public ConfigObject includeResources(ConfigIncludeContext context, String what) {
            throw refused(what);
        }

        private static ConfigException refused(Object what) {
            return new ConfigException.Generic("it includes " + what + "; copy its content into the file itself");
        }
    }

    private void check(Config config, String where, String more) {
        for (String key : config.root().keySet()) {
            if (config.root().get(key).valueType() == ConfigValueType.NULL) {
                throw new BadInputException(file + ": " + where + key + ": has no value; set one, or remove the key");
            }
            // The library takes an object for a list, without its keys that are not numbers.
            if (LISTS.contains(key) && config.root().get(key).valueType() == ConfigValueType.OBJECT) {
                throw new BadInputException(file + ": " + where + key + ": is an object; write a list, [ ... ]");
            }
            if (!KEYS.contains(key) && !key.equals(more)) {
                throw new BadInputException(file + ": " + where + key + ": is unknown; known keys: "
                        + String.join(", ", KEYS) + ", " + more);
            }
        }
    }

    private Policy policy(Config config, String where, Policy otherwise, String rule) {
        List<Limit> own = config.hasPath(LIMITS) ? texts(config, where, LIMITS, Limit::parse) : List.of();
        return new Policy(
                share(config, where, THRESHOLD, otherwise.threshold()),
                share(config, where, MAX_ERROR_RATE, otherwise.maxErrorRate()),
                config.hasPath(GATE) ? gate(config, where) : otherwise.gated(),
                share(config, where, ASSUMED_SPREAD, otherwise.assumedSpread()),
                config.hasPath(LIMITS) ? own : otherwise.limits(),
                otherwise.limitsAlone(),
                rule);
    }

    private Set<Metric> gate(Config config, String where) {
        Set<Metric> gate = Set.copyOf(texts(config, where, GATE, PolicyFile::metric));
        if (gate.isEmpty()) {
            throw new BadInputException(
                    file + ": " + where + GATE + ": names no metric; specify one, or remove the key");
        }
        return gate;
    }

    private double share(Config config, String where, String key, double otherwise) {
        if (!config.hasPath(key)) {
            return otherwise;
        }
        try {
            return new Percent().convert(config.getString(key));
        } catch (RuntimeException e) {
            throw bad(where + key, e.getMessage(), e);
        }
    }

    /** The values of a key that is a list of strings or a single string. */
    private <T> List<T> texts(Config config, String where, String key, Function<String, T> meaning) {
        List<String> texts = config.getValue(ConfigUtil.joinPath(key)).valueType() == ConfigValueType.STRING
                ? List.of(config.getString(key))
                : config.getStringList(key);
        try {
            return texts.stream().map(meaning).toList();
        } catch (IllegalArgumentException e) {
            throw bad(where + key, e.getMessage(), e);
        }
    }

    private BadInputException bad(String key, String why, Exception cause) {
        return new BadInputException(file + ": " + key + ": " + why, cause);
    }

    private static Metric metric(String name) {
        return Arrays.stream(Metric.values())
                .filter(metric -> metric.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is not a metric; metrics are "
                        + Arrays.stream(Metric.values()).map(Metric::toString).collect(Collectors.joining(", "))));
    }
}
