// An app in Java that was written against BPContactCenter: only its imports have changed.

package com.contactcenter.sdk.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.contactcenter.sdk.Simulator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import kotlin.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OldJavaAppTest {
    private final CompletableFuture<String> message = new CompletableFuture<>();

    @Test
    void aMessageGoesBothWays() throws Exception {
        try (Simulator simulator = new Simulator();
                ContactCenterCommunicator api = ContactCenterCommunicator.init(simulator.getConfiguration())) {
            api.setCallback(result -> {
                if (result instanceof Failure<?> failure) {
                    message.completeExceptionally((Error) failure.getReason());
                    return;
                }
                for (ContactCenterEvent event : valueOf(result)) {
                    if (event instanceof ContactCenterEvent.ChatSessionMessage said) {
                        message.complete(said.getMessage());
                    }
                }
            });
            CompletableFuture<String> chatID = new CompletableFuture<>();
            api.requestChat("", "Ann", Map.of(), result -> {
                chatID.complete(valueOf(result).getChatID());
                return Unit.INSTANCE;
            });
            String chat = chatID.get(20, TimeUnit.SECONDS);
            simulator.chat(chat).say("Hello from the agent");
            assertEquals("Hello from the agent", message.get(20, TimeUnit.SECONDS));

            CompletableFuture<Boolean> sent = new CompletableFuture<>();
            api.sendChatMessage(chat, "Hello", null, result -> {
                sent.complete(result instanceof Success);
                return Unit.INSTANCE;
            });
            assertTrue(sent.get(20, TimeUnit.SECONDS));
        }
    }
    @SuppressWarnings("unchecked")
    private static <T> T valueOf(Result<? extends T, ? extends Error> result) {
        return ((Success<T>) result).getValue();
    }
}
