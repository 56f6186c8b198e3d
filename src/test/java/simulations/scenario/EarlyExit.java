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
 * Steps that {@code exitHere} and its kin end, and not the virtual user: it goes on behind them. A user that really left would
 * be replaced by one that logs in anew, under load.
 */
final class EarlyExit implements ActionBuilder {

    /** Begins the counters of our own loops, which go on. */
    static final String OUR_LOOPS = "simulations.";

    private final ChainBuilder steps;

    private EarlyExit(ChainBuilder steps) {
        this.steps = steps;
    }

    /** The steps, in one of {@link #OUR_LOOPS our loops}. */
    static ChainBuilder endsOnly(ChainBuilder steps) {
        io.gatling.javaapi.core.ActionBuilder builder = () -> new EarlyExit(steps);
        return builder.toChainBuilder();
    }

    /** Gatling gives the action that ends a user to all who need it; these steps get another one. */
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

    /** The session without the loops, groups and attempts that the user was in; what failed in them has failed. */
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
