// Whether the app is on the screen, with activities as Robolectric plays them.

package com.contactcenter.sdk.android

import android.app.Activity
import android.app.ActivityManager
import android.app.ActivityManager.RunningAppProcessInfo
import android.app.ActivityManager.RunningAppProcessInfo.IMPORTANCE_FOREGROUND
import android.app.ActivityManager.RunningAppProcessInfo.IMPORTANCE_SERVICE
import android.content.Context
import android.content.res.Configuration
import android.os.Bundle
import android.os.Looper
import android.os.Process
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ActivityController
import org.robolectric.annotation.Config
import java.util.concurrent.TimeUnit

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [OLDEST, NEWEST])
class ForegroundWatchTest {
    private val told = mutableListOf<Boolean>()
    private var watch: ForegroundWatch? = null

    @After
    fun close() {
        watch?.close()
    }

    @Test
    fun aProcessWithoutActivitiesIsInTheBackground() {
        watch(IMPORTANCE_SERVICE)
        assertEquals(listOf(false), told)
    }

    @Test
    fun anActivityBringsTheForegroundAndItsStopTheBackground() {
        watch(IMPORTANCE_SERVICE)
        val activity = activity().setup()
        assertEquals(listOf(false, true), told)
        activity.pause()
        assertEquals("a dialog over it changes nothing", listOf(false, true), told)
        activity.stop()
        assertEquals(listOf(false, true, false), told)
        activity.restart().start()
        assertEquals(listOf(false, true, false, true), told)
    }

    @Test
    fun aProcessThatWasStartedForAnActivityIsInTheForegroundAtOnce() {
        watch(IMPORTANCE_FOREGROUND)
        assertEquals(listOf(true), told)
        activity().setup().pause().stop()
        assertEquals(listOf(true, false), told)
    }

    @Test
    fun fromOneActivityToTheNextTheForegroundStays() {
        watch(IMPORTANCE_FOREGROUND)
        val first = activity().setup()
        first.pause()
        val second = activity().setup()
        first.stop().destroy()
        assertEquals(listOf(true), told)
        second.pause().stop()
        assertEquals(listOf(true, false), told)
    }

    @Test
    fun aRotationIsNoBackground() {
        watch(IMPORTANCE_FOREGROUND)
        val activity = activity().setup()
        activity.configurationChange(Configuration().apply { orientation = Configuration.ORIENTATION_LANDSCAPE })
        activity.recreate()
        assertEquals(listOf(true), told)
        activity.pause().stop()
        assertEquals(listOf(true, false), told)
    }

    @Test
    fun anActivityThatEndsBeforeItStartsIsNotWaitedFor() {
        watch(IMPORTANCE_FOREGROUND)
        activity().create().destroy()
        assertEquals(listOf(true, false), told)
    }

    @Test
    fun oneThatIsMadeLateLearnsOfActivitiesThatWereThereBefore() {
        val leaving = activity().setup().pause()
        val visible = activity().setup()
        watch(IMPORTANCE_FOREGROUND)
        leaving.stop().destroy()
        assertEquals("another one is visible", listOf(true), told)
        visible.pause()
        assertEquals(listOf(true), told)
        visible.stop()
        assertEquals(listOf(true, false), told)
    }

    @Test
    fun aProcessThatIsOnTopForAnotherAppIsInTheBackgroundWhenThatHasDone() {
        watch(IMPORTANCE_FOREGROUND)
        afterTheDoubt()
        assertEquals("still on top", listOf(true), told)
        importance(IMPORTANCE_SERVICE)
        afterTheDoubt()
        assertEquals(listOf(true, false), told)
    }

    @Test
    fun anActivityThatIsVisibleIsNotDoubted() {
        watch(IMPORTANCE_FOREGROUND)
        activity().setup()
        importance(IMPORTANCE_SERVICE)
        afterTheDoubt()
        assertEquals(listOf(true), told)
    }

    @Test
    fun whoHoldsTheForegroundHasItUntilTheLastHasDone() {
        val watch = watch(IMPORTANCE_SERVICE)
        val holds = List(2) { watch.hold() }
        assertEquals(listOf(false, true), told)
        repeat(2) { holds.first().close() }
        assertEquals(listOf(false, true), told)
        holds.last().close()
        assertEquals(listOf(false, true, false), told)
        val hold = watch.hold()
        activity().setup()
        hold.close()
        assertEquals("the activity is there", listOf(false, true, false, true), told)
    }

    @Test
    fun oneThatIsClosedTellsNothing() {
        watch(IMPORTANCE_FOREGROUND).close()
        activity().setup().pause().stop()
        assertEquals(listOf(true), told)
    }

    private fun watch(importance: Int): ForegroundWatch {
        importance(importance)
        return ForegroundWatch(application, told::add).also { watch = it }
    }

    private fun importance(importance: Int) {
        val process = RunningAppProcessInfo("app", Process.myPid(), null).apply { this.importance = importance }
        val manager = application.getSystemService(Context.ACTIVITY_SERVICE) as ActivityManager
        shadowOf(manager).setProcesses(listOf(process))
    }

    private fun afterTheDoubt() = shadowOf(Looper.getMainLooper()).idleFor(DOUBT_MILLIS, TimeUnit.MILLISECONDS)

    private fun activity(): ActivityController<Screen> = Robolectric.buildActivity(Screen::class.java)

    class Screen : Activity() {
        override fun onCreate(savedInstanceState: Bundle?) {
            super.onCreate(savedInstanceState)
            setTheme(android.R.style.Theme_Material)
        }
    }
}
