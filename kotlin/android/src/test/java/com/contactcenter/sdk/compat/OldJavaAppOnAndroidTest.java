// An Android app in Java that was written for BPContactCenter: only its imports differ.

package com.contactcenter.sdk.compat;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.robolectric.Shadows.shadowOf;

import android.content.Context;
import android.graphics.Bitmap;
import android.os.Looper;
import com.contactcenter.sdk.android.App;
import com.contactcenter.sdk.android.ContactCenterAndroid;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import kotlin.Unit;
import kotlin.jvm.functions.Function1;
import org.json.JSONObject;
import org.junit.After;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.annotation.Config;

@RunWith(RobolectricTestRunner.class)
@Config(sdk = 35)
public class OldJavaAppOnAndroidTest {
    private final Context context = RuntimeEnvironment.getApplication();
    private final App app = new App();
    private final ContactCenterCommunicator api =
            ContactCenterCommunicator.Companion.init(app.getConfiguration(), context, app.getThread().getDispatcher());

    @After
    public void close() throws Exception {
        api.close();
        app.close();
        ContactCenterAndroid.eraseStorage(context);
    }

    /** The callback of an app, as its class implements it. */
    private static final class Screen implements ContactCenterEventsInterface {
        final LinkedBlockingQueue<String> messages = new LinkedBlockingQueue<>();

        @Override
        public void chatSessionEvents(Result<? extends List<? extends ContactCenterEvent>, ? extends Error> result) {
            if (result instanceof Failure) {
                messages.add("failed: " + ((Failure<?>) result).getReason());
                return;
            }
            for (ContactCenterEvent event : valueOf(result)) {
                if (event instanceof ContactCenterEvent.ChatSessionMessage) {
                    messages.add(((ContactCenterEvent.ChatSessionMessage) event).getMessage());
                } else if (event instanceof ContactCenterEvent.ChatSessionEnded) {
                    messages.add(new ContactCenterEvent.ChatSessionEnded().equals(event) ? "ended" : "another end");
                }
            }
        }
    }

    @Test
    public void javaAppHoldsAConversation() throws Exception {
        Screen screen = new Screen();
        api.setCallback(screen);
        JSONObject parameters = new JSONObject().put("email", "ann@example.com");
        CompletableFuture<ContactCenterChatSessionProperties> chat = new CompletableFuture<>();
        api.requestChat("16508888888", "Ann", parameters, completing(chat));
        String chatID = chat.get(20, TimeUnit.SECONDS).getChatID();
        assertEquals(1, parameters.length());

        CompletableFuture<String> plain = new CompletableFuture<>();
        api.sendChatMessage(chatID, "Hello", null, completing(plain));
        assertEquals(chatID + ":1", plain.get(20, TimeUnit.SECONDS));
        CompletableFuture<String> html = new CompletableFuture<>();
        ContactCenterCommunicating.ContentFormat format = ContactCenterCommunicating.ContentFormat.HTML;
        api.sendChatMessage(chatID, "<b>Hello</b>", format, null, completing(html));
        assertEquals(chatID + ":2", html.get(20, TimeUnit.SECONDS));

        app.getSimulator().chat(chatID).say("Hello from the agent");
        assertEquals("Hello from the agent", screen.messages.poll(20, TimeUnit.SECONDS));
        app.getSimulator().chat(chatID).send("{\"event\":\"chat_session_ended\"}");
        assertEquals("ended", screen.messages.poll(20, TimeUnit.SECONDS));
    }

    @Test
    public void javaAppUploadsABitmap() throws Exception {
        CompletableFuture<ContactCenterUploadedFileInfo> uploaded = new CompletableFuture<>();
        Bitmap image = Bitmap.createBitmap(2, 2, Bitmap.Config.ARGB_8888);
        api.uploadFile("picture.jpg", image, completing(uploaded));
        assertEquals("picture.jpg", uploaded.get(20, TimeUnit.SECONDS).getFileName());
    }

    @Test
    public void communicatorOfAContextCompletesOnTheMainThread() throws Exception {
        CompletableFuture<Error> refusal = new CompletableFuture<>();
        try (ContactCenterCommunicator bad =
                ContactCenterCommunicator.Companion.init("acme", "acme.example.com", "app", "client", context)) {
            bad.getVersion(result -> {
                assertTrue(Looper.getMainLooper().isCurrentThread());
                refusal.complete((Error) ((Failure<?>) result).getReason());
                return Unit.INSTANCE;
            });
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (!refusal.isDone() && System.nanoTime() < deadline) {
                shadowOf(Looper.getMainLooper()).idle();
                Thread.sleep(5);
            }
        }
        assertFalse(refusal.isCompletedExceptionally());
        assertTrue(refusal.get(0, TimeUnit.SECONDS) instanceof ContactCenterError.FailedToBuildBaseURL);
    }

    private static <T> Function1<Result<? extends T, ? extends Error>, Unit> completing(CompletableFuture<T> future) {
        return result -> {
            if (result instanceof Success) {
                future.complete(valueOf(result));
            } else {
                future.completeExceptionally((Error) ((Failure<?>) result).getReason());
            }
            return Unit.INSTANCE;
        };
    }

    @SuppressWarnings("unchecked")
    private static <T> T valueOf(Result<? extends T, ? extends Error> result) {
        return ((Success<T>) result).getValue();
    }
}
