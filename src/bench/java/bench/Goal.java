package bench;

/** Whether a figure reaches its goal. */
final class Goal {

    private Goal() {}

    static String atMost(double goal, double figure) {
        return answer(figure <= goal);
    }

    static String atLeast(double goal, double figure) {
        return answer(figure >= goal);
    }

    private static String answer(boolean met) {
        return met ? "met" : "not met";
    }
}
