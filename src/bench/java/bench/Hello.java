package bench;

import java.util.List;

/** The minimum work for a JVM. */
final class Hello {

    private Hello() {}

    public static void main(String[] args) {
        System.out.println("Hello");
    }

    /** Returns the command that runs it in a separate JVM. */
    static Command command() {
        return Command.of(List.of(Command.java(), "-cp", "target/bench/test-classes", Hello.class.getName()));
    }
}
