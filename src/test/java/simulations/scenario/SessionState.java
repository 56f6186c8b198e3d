package simulations.scenario;

import io.gatling.javaapi.core.Session;
import java.util.HashMap;
import java.util.Map;

/**
 * What a virtual user remembers: everything in its session, cookies and caches of Gatling included. In a paired run a user has
 * one for each side, so that neither sees the other's token, cookies or saved values. Immutable.
 *
 * @param attributes the session's attributes
 */
record SessionState(scala.collection.immutable.Map<String, Object> attributes) {

    /** What a user remembers now. */
    static SessionState of(Session session) {
        return new SessionState(session.asScala().attributes());
    }

    /** What was added or replaced since. */
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

    /** The session with these attributes in the place of all that it has. */
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
