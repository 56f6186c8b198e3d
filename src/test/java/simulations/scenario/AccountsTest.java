package simulations.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatling.core.config.GatlingConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import simulations.config.InvalidConfigException;
import simulations.config.LoadConfig;
import simulations.config.Settings;

class AccountsTest {

    @TempDir
    Path folder;

    @BeforeAll
    static void configureGatling() {
        io.gatling.core.Predef$.MODULE$._configuration_$eq(GatlingConfiguration.load());
    }

    private Accounts accounts(String content) throws Exception {
        Path users = Files.writeString(folder.resolve("users.csv"), content);
        return Accounts.of(LoadConfig.of(Settings.of(Map.of("LOGIN_USERS", users.toString()), Map.of())), 1);
    }

    @Test
    void ofAFileAreItsRows() throws Exception {
        Accounts accounts = accounts("username,password\nann,secret\nbob,\n");
        assertTrue(accounts.rows().isPresent());
        assertEquals(Script.digest("ann\nbob"), accounts.fingerprint());
        assertFalse(accounts.toString().contains("secret"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', cannot be read: .*",
        "'username,password\n', contains no rows",
        "'username,pass\nann,secret\n', has no password in row 1",
        "'username,password\nann,secret\nbob\n', has no password in row 2"
    })
    void aFileWithoutThemIsRefused(String content, String why) {
        String message = assertThrows(InvalidConfigException.class, () -> accounts(content))
                .getMessage();
        assertTrue(
                message.matches("LOGIN_USERS = .*users.csv " + why + "; it must be a CSV file with the columns username"
                        + " and password, on the class path or in the working directory"),
                message);
    }
}
