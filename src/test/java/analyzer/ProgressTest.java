package analyzer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressTest {

    @Test
    void whatCannotBePrintedOnceIsPrintedTheNextTime() throws Exception {
        CountDownLatch tries = new CountDownLatch(3);
        PrintWriter full = new PrintWriter(new StringWriter()) {
            @Override
            public void println(String line) {
                tries.countDown();
                throw new OutOfMemoryError("of a test");
            }
        };

        Progress progress = new Progress(full, 1, 1);
        boolean again = tries.await(30, TimeUnit.SECONDS);
        progress.close();
        assertTrue(again);
    }

    @Test
    void aPathControlsNeitherTheTerminalNorTheJob() {
        StringWriter err = new StringWriter();
        try (Progress progress = new Progress(new PrintWriter(err), 0, 60_000)) {
            progress.doing("writing r\u001b[31m\n::error::x");
            while (!err.toString().contains("writing")) {
                Thread.onSpinWait();
                progress.doing("writing r\u001b[31m\n::error::x");
            }
        }

        assertTrue(err.toString().endsWith("perf-analyzer: writing r?[31m ::error::x ...\n"), err.toString());
    }
}
