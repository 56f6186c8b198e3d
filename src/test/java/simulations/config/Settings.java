package simulations.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What was set where: system properties before environment variables before the file. */
final class Settings {

    static final String FILE_NAME = "load.conf";

    private final Map<String, String> properties;
    private final Map<String, String> environment;
    private final Map<String, String> file;

    private Settings(Map<String, String> properties, Map<String, String> environment, Map<String, String> file) {
        this.properties = properties;
        this.environment = environment;
        this.file = file;
    }

    /**
     * Settings from {@code load.conf} on the class path and the given properties and environment variables.
     *
     * @throws InvalidConfigException if the file is missing, is not HOCON or holds an unknown key
     */
    static Settings ofResource(Map<String, String> properties, Map<String, String> environment) {
        ConfigParseOptions options = ConfigParseOptions.defaults().setAllowMissing(false);
        try {
            return of(properties, environment, ConfigFactory.parseResources(FILE_NAME, options));
        } catch (ConfigException e) {
            throw unreadable(e);
        }
    }

    /** The same with the text of the file. */
    static Settings ofText(Map<String, String> properties, Map<String, String> environment, String text) {
        try {
            return of(properties, environment, ConfigFactory.parseString(text));
        } catch (ConfigException e) {
            throw unreadable(e);
        }
    }

    private static Settings of(Map<String, String> properties, Map<String, String> environment, Config unresolved) {
        Config config = unresolved.resolve();
        Map<String, String> file = new HashMap<>();
        for (String key : config.root().keySet()) {
            if (Setting.named(key).isEmpty()) {
                throw new InvalidConfigException(
                        FILE_NAME + ": " + key + " is not a setting" + suggestion(key) + "; correct or remove it");
            }
            String path = ConfigUtil.joinPath(key);
            if (!config.getIsNull(path)) {
                file.put(key, config.getString(path));
            }
        }
        return new Settings(properties, environment, file);
    }

    /** What was set, if it was: an empty value counts as not set. */
    Optional<Value> find(Setting setting) {
        return value(setting, properties, Value.Source.PROPERTY)
                .or(() -> value(setting, environment, Value.Source.ENVIRONMENT))
                .or(() -> value(setting, file, Value.Source.FILE));
    }

    /**
     * What was set.
     *
     * @throws InvalidConfigException if nobody set it
     */
    Value get(Setting setting) {
        return find(setting)
                .orElseThrow(() -> new InvalidConfigException(
                        FILE_NAME + ": " + setting + " is missing; it must be " + setting.accepted()));
    }

    /** An environment variable that is no setting of ours. */
    Optional<String> environmentVariable(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static Optional<Value> value(Setting setting, Map<String, String> from, Value.Source source) {
        return Optional.ofNullable(from.get(setting.name()))
                .map(text -> setting.isSecret() ? text : text.strip())
                .filter(text -> !text.isBlank())
                .map(text -> new Value(setting, text, source));
    }

    private static String suggestion(String key) {
        for (Setting setting : Setting.values()) {
            if (setting.name().equalsIgnoreCase(key.replace('-', '_'))) {
                return ", but " + setting + " is";
            }
        }
        return "";
    }

    private static InvalidConfigException unreadable(ConfigException e) {
        String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new InvalidConfigException(FILE_NAME + ": cannot be read (" + reason + "); correct it");
    }
}
