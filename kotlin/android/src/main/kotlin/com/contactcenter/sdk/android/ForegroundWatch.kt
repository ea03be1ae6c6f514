// Whether any activity of the app is on the screen. Made from what the framework says of activities, so that an app
// needs no androidx for it.

package com.contactcenter.sdk.android

import android.app.Activity
import android.app.ActivityManager
import android.app.ActivityManager.RunningAppProcessInfo
import android.app.Application
import android.os.Bundle
import android.os.Handler
import android.os.Looper
import java.util.concurrent.atomic.AtomicBoolean

/**
 * Tells [report] at once and whenever it changes, until it is closed. It may be made late: activities that are there
 * already show themselves when they resume or pause, and until then the system is believed that the process is there
 * for one of them. It is asked again now and then: a process can be on top as well because the app on the screen uses
 * one of its services.
 */
internal class ForegroundWatch(private val application: Application, private val report: (Boolean) -> Unit) :
    Application.ActivityLifecycleCallbacks,
    AutoCloseable {
    private val visible = mutableSetOf<Activity>()

    /** Created and not started yet. */
    private val starting = mutableSetOf<Activity>()

    /** One is visible or about to be that is not in [visible]: from before, or the next life of one that rotates. */
    @Volatile private var expected = false
    private var reported: Boolean? = null

    /** How many want the foreground although no activity is visible. */
    private var holds = 0
    private val clock = Handler(Looper.getMainLooper())
    private val doubt = Runnable { askAgain() }

    init {
        application.registerActivityLifecycleCallbacks(this)
        change { expected = visible.isEmpty() && processIsOnTop() }
        if (expected) clock.postDelayed(doubt, DOUBT_MILLIS)
    }

    /** Tells of the foreground until what is returned is closed, and then how it is. */
    fun hold(): AutoCloseable {
        change { holds++ }
        val isHeld = AtomicBoolean(true)
        return AutoCloseable { if (isHeld.compareAndSet(true, false)) change { holds-- } }
    }

    override fun onActivityCreated(activity: Activity, savedInstanceState: Bundle?): Unit = change {
        starting += activity
    }

    override fun onActivityStarted(activity: Activity): Unit = seen(activity)

    override fun onActivityResumed(activity: Activity): Unit = seen(activity)

    /** Still visible: that ends when it stops. */
    override fun onActivityPaused(activity: Activity): Unit = seen(activity)

    override fun onActivityStopped(activity: Activity): Unit = change {
        // An activity that is not in the set was stopped before this watch was registered.
        if (visible.remove(activity)) expected = visible.isEmpty() && activity.isChangingConfigurations
    }

    override fun onActivityDestroyed(activity: Activity): Unit = change {
        visible -= activity
        // It was the one that was expected, and ends without having been seen.
        if (starting.remove(activity)) expected = false
    }

    override fun onActivitySaveInstanceState(activity: Activity, outState: Bundle) = Unit

    override fun close() {
        clock.removeCallbacks(doubt)
        application.unregisterActivityLifecycleCallbacks(this)
    }

    private fun askAgain() {
        change { expected = expected && processIsOnTop() }
        if (expected) clock.postDelayed(doubt, DOUBT_MILLIS)
    }

    private fun seen(activity: Activity): Unit = change {
        starting -= activity
        visible += activity
        expected = false
    }

    /** Told inside the lock, so that two threads cannot tell it in the wrong order. */
    @Synchronized
    private fun change(change: () -> Unit) {
        change()
        val foreground = expected || visible.isNotEmpty() || holds > 0
        if (foreground == reported) return
        reported = foreground
        report(foreground)
    }

    private fun processIsOnTop(): Boolean {
        val process = RunningAppProcessInfo()
        ActivityManager.getMyMemoryState(process)
        return process.importance == RunningAppProcessInfo.IMPORTANCE_FOREGROUND
    }
}

/** How long a process may be on top without an activity before the system is asked again why. */
internal const val DOUBT_MILLIS = 10_000L
