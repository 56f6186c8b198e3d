package simulations.scenario;

import io.gatling.javaapi.core.Session;
import java.util.HashMap;
import java.util.Map;

/**
 * The state of a virtual user: everything in its session, including cookies and Gatling's caches. In a paired run a user has one
 * state for each side, so that neither side sees the other's token, cookies or saved values. Immutable.
 */
record SessionState(scala.collection.immutable.Map<String, Object> attributes) {

    /** Returns the current state of a user. */
    static SessionState of(Session session) {
        return new SessionState(session.asScala().attributes());
    }

    /** Returns the attributes that were added or replaced since. */
    Map<String, Object> changedIn(Session later) {
        Map<String, Object> changed = new HashMap<>();
        scala.collection.Iterator<scala.Tuple2<String, Object>> all =
                later.asScala().attributes().iterator();
        while (all.hasNext()) {
            scala.Tuple2<String, Object> one = all.next();
            if (attributes.getOrElse(one._1(), () -> null) != one._2()) {
                changed.put(one._1(), one._2());
            }
        }
        return changed;
    }

    /** Returns the session with these attributes in place of its own. */
    Session in(Session session) {
        io.gatling.core.session.Session scala = session.asScala();
        return new Session(scala.copy(
                scala.scenario(),
                scala.userId(),
                attributes,
                scala.baseStatus(),
                scala.blockStack(),
                scala.onExit(),
                scala.eventLoop()));
    }
}
