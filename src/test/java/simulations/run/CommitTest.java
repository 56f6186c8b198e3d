package simulations.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitTest {

    @Test
    void isUnknownOutsideARepository(@TempDir Path folder) {
        assertEquals("", Commit.checkedOut(folder));
    }

    @Test
    void isUnknownInAMissingFolder(@TempDir Path folder) {
        assertEquals("", Commit.checkedOut(folder.resolve("nope")));
    }
}
