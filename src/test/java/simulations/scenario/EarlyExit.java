package simulations.scenario;

import io.gatling.commons.validation.Success;
import io.gatling.core.CoreComponents;
import io.gatling.core.action.Action;
import io.gatling.core.action.SessionHook;
import io.gatling.core.action.builder.ActionBuilder;
import io.gatling.core.session.Block;
import io.gatling.core.session.LoopBlock;
import io.gatling.core.session.Session;
import io.gatling.core.structure.ScenarioContext;
import io.gatling.javaapi.core.ChainBuilder;
import java.util.ArrayDeque;
import java.util.Deque;
import scala.collection.immutable.List;
import scala.collection.immutable.List$;
import scala.collection.immutable.Map;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Wraps steps so that {@code exitHere} and similar steps end only them, not the virtual user, which continues after them. If the
 * user left, Gatling would replace it by one that logs in again, under load.
 */
final class EarlyExit implements ActionBuilder {

    /** Prefix of the counters of the project's own loops, which continue. */
    static final String OUR_LOOPS = "simulations.";

    private final ChainBuilder steps;

    private EarlyExit(ChainBuilder steps) {
        this.steps = steps;
    }

    /** Wraps steps that are in one of {@link #OUR_LOOPS the project's own loops}. */
    static ChainBuilder endsOnly(ChainBuilder steps) {
        io.gatling.javaapi.core.ActionBuilder builder = () -> new EarlyExit(steps);
        return builder.toChainBuilder();
    }

    /** Builds the steps with an exit action of their own, because Gatling's ends the user. */
    @Override
    public Action build(ScenarioContext context, Action next) {
        CoreComponents core = context.coreComponents();
        Action leave =
                new SessionHook(session -> new Success<>(outside(session)), "exit-of-steps", core.statsEngine(), next);
        CoreComponents within = new CoreComponents(
                core.actorSystem(),
                core.eventLoopGroup(),
                core.controller(),
                core.throttler(),
                core.statsEngine(),
                core.clock(),
                leave,
                core.configuration());
        return steps.wrapped.build(
                new ScenarioContext(
                        within, context.protocolComponentsRegistry(), context.pauseType(), context.throttled()),
                next);
    }

    /** Returns the session without the loops, groups and attempts that the user was in. A failure in them remains a failure. */
    private static Session outside(Session session) {
        Map<String, Object> attributes = session.attributes();
        Deque<Block> outer = new ArrayDeque<>(CollectionConverters.asJava(session.blockStack()));
        while (!outer.isEmpty() && !isOurs(outer.peek())) {
            if (outer.pop() instanceof LoopBlock loop) {
                attributes = attributes.removed(loop.counterName()).removed("timestamp." + loop.counterName());
            }
        }
        List<Block> stack = List$.MODULE$.empty();
        while (!outer.isEmpty()) {
            stack = stack.$colon$colon(outer.removeLast());
        }
        Session left = session.copy(
                session.scenario(),
                session.userId(),
                attributes,
                session.baseStatus(),
                stack,
                session.onExit(),
                session.eventLoop());
        return session.isFailed() ? left.markAsFailed() : left;
    }

    private static boolean isOurs(Block block) {
        return block instanceof LoopBlock loop && loop.counterName().startsWith(OUR_LOOPS);
    }
}
