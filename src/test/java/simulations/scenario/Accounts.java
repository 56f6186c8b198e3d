package simulations.scenario;

import static io.gatling.javaapi.core.CoreDsl.csv;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.listFeeder;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.FeederBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import simulations.config.Credentials;
import simulations.config.Injectors;
import simulations.config.InvalidConfigException;
import simulations.config.LoadConfig;
import simulations.config.Setting;

/**
 * The accounts of the virtual users: the rows of a file, taken in turn, or a single account that all share.
 *
 * @param rows the rows of the file; empty for a single account
 * @param one the single account
 * @param fingerprint identifies the accounts, without passwords
 */
record Accounts(Optional<FeederBuilder<?>> rows, Credentials one, String fingerprint) {

    private static final String USERNAME = "username";
    private static final String PASSWORD = "password";

    /**
     * Returns the configured accounts. Each of several injectors begins at the row after the users of the injector before it.
     *
     * @param users virtual users of each injector
     * @throws InvalidConfigException if the file does not exist or contains no users
     */
    static Accounts of(LoadConfig config, int users) {
        int before = config.injectors().map(Injectors::index).orElse(0) * users;
        return config.usersFile()
                .map(file -> ofFile(file, config.credentials(), before))
                .orElse(new Accounts(
                        Optional.empty(),
                        config.credentials(),
                        config.credentials().username()));
    }

    private static Accounts ofFile(String file, Credentials one, int before) {
        List<Map<String, Object>> users;
        try {
            users = csv(file).readRecords();
        } catch (Exception e) {
            // Gatling also throws checked exceptions without declaring them.
            throw unusable(file, "cannot be read: " + Failures.message(e));
        }
        if (users.isEmpty()) {
            throw unusable(file, "contains no rows");
        }
        for (int row = 0; row < users.size(); row++) {
            for (String column : List.of(USERNAME, PASSWORD)) {
                if (!users.get(row).containsKey(column)) {
                    throw unusable(file, "has no " + column + " in row " + (row + 1));
                }
            }
        }
        String names =
                users.stream().map(user -> String.valueOf(user.get(USERNAME))).collect(Collectors.joining("\n"));
        List<Map<String, Object>> turned = new ArrayList<>(users);
        Collections.rotate(turned, -before);
        return new Accounts(Optional.of(listFeeder(turned).circular()), one, Script.digest(names));
    }

    private static InvalidConfigException unusable(String file, String why) {
        return new InvalidConfigException(
                Setting.LOGIN_USERS + " = " + file + " " + why + "; it must be " + Setting.LOGIN_USERS.accepted());
    }

    /** Gives a virtual user its account. */
    ChainBuilder become() {
        return rows.isPresent()
                ? feed(rows.get())
                : exec(session -> session.set(USERNAME, one.username()).set(PASSWORD, one.password()));
    }

    /** Leaves out the rows, because they include passwords. */
    @Override
    public String toString() {
        return fingerprint;
    }
}
