package simulations.run;

import analyzer.metrics.GeneratorHealth.GcPauses;
import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/** Measures pauses of garbage collection. The total comes from the collectors; the longest comes from a notification per collection. */
final class GcMeter {

    private final List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans().stream()
            .filter(collector -> stopsTheWorld(collector.getName()))
            .toList();
    private final AtomicLong longest = new AtomicLong();
    private final NotificationListener listener = this::ended;
    private long totalBefore;

    /** Starts counting pauses from now. */
    void start() {
        totalBefore = total();
        collectors.forEach(collector -> {
            if (collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener(listener, null, null);
            }
        });
    }

    /** Returns the pauses since then; empty if the JVM does not report them. */
    Optional<GcPauses> stop() {
        boolean known = !collectors.isEmpty();
        for (GarbageCollectorMXBean collector : collectors) {
            known &= collector.getCollectionTime() >= 0 && isHeard(collector);
        }
        return known
                ? Optional.of(new GcPauses(Math.max(total() - totalBefore, longest.get()), longest.get()))
                : Optional.empty();
    }

    /** Whether the times of this collector are pauses. Concurrent collectors also report cycles, which stop no thread. */
    static boolean stopsTheWorld(String collector) {
        return !collector.endsWith("Cycles") && !collector.contains("Concurrent");
    }

    private boolean isHeard(GarbageCollectorMXBean collector) {
        try {
            if (collector instanceof NotificationEmitter emitter) {
                emitter.removeNotificationListener(listener);
                return true;
            }
        } catch (ListenerNotFoundException e) {
            // Treated like a collector without notifications.
        }
        return false;
    }

    private void ended(Notification notification, Object handback) {
        if (notification.getUserData() instanceof CompositeData data
                && notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
            long pause =
                    GarbageCollectionNotificationInfo.from(data).getGcInfo().getDuration();
            longest.accumulateAndGet(pause, Math::max);
        }
    }

    private long total() {
        return collectors.stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }
}
