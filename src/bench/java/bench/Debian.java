package bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Programs of the operating system, which no build brings. */
final class Debian {

    private Debian() {}

    /**
     * Where a program is.
     *
     * @throws BenchException if it is not there; the message names the package to install
     */
    static String program(String name) {
        // Those of administrators are not on everybody's path.
        String places = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/usr/local/sbin";
        return Stream.of(places.split(":"))
                .filter(place -> !place.isEmpty())
                .map(place -> Path.of(place, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new BenchException(
                        name + ": is not installed; install Debian's package: apt-get install " + name))
                .toString();
    }
}
