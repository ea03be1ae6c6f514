// The screen: the conversation, a line to write in, and what is going on. Plain views made in code, so that the sample
// needs nothing beside the SDK, and all of it can be compiled and run without the Android build tools.

package com.example.chat

import android.app.Activity
import android.os.Bundle
import android.text.Editable
import android.text.TextWatcher
import android.view.View
import android.widget.ArrayAdapter
import android.widget.Button
import android.widget.EditText
import android.widget.LinearLayout
import android.widget.LinearLayout.LayoutParams
import android.widget.LinearLayout.LayoutParams.MATCH_PARENT
import android.widget.LinearLayout.LayoutParams.WRAP_CONTENT
import android.widget.ListView
import android.widget.TextView
import com.contactcenter.sdk.ConnectionState
import com.contactcenter.sdk.MessageStatus
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.MainScope
import kotlinx.coroutines.cancel
import kotlinx.coroutines.launch

class ChatActivity : Activity() {
    private val model: ChatModel get() = (application as ChatApplication).model
    private lateinit var scope: CoroutineScope

    lateinit var status: TextView
        private set
    lateinit var lines: ArrayAdapter<String>
        private set
    lateinit var input: EditText
        private set
    lateinit var send: Button
        private set

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        status = TextView(this)
        lines = ArrayAdapter(this, android.R.layout.simple_list_item_1)
        input = EditText(this).apply { addTextChangedListener(Keys { model.typing() }) }
        send = Button(this).apply {
            text = "Send"
            setOnClickListener { sendInput() }
        }
        setContentView(layout())
        scope = MainScope()
        scope.launch { model.state.collect(::show) }
        // A screen with a past goes on, unless the system has ended the process since and brings back the screen alone.
        if (savedInstanceState == null || model.isNew) model.start("Android customer")
    }

    override fun onDestroy() {
        scope.cancel()
        super.onDestroy()
    }

    private fun sendInput() {
        model.send(input.text.toString())
        input.text.clear()
    }

    private fun show(state: ChatState) {
        status.text = when {
            state.error != null -> state.error
            !state.isOpen -> "The conversation is over, or has not begun"
            state.connection != ConnectionState.CONNECTED -> "Connecting …"
            state.isAgentTyping -> "The agent is typing …"
            else -> "Connected"
        }
        send.isEnabled = state.isOpen
        lines.setNotifyOnChange(false)
        lines.clear()
        lines.addAll(state.lines.map(::shown))
        lines.notifyDataSetChanged()
    }

    private fun shown(line: ChatLine): String = when {
        !line.isOurs -> line.text
        line.status is MessageStatus.Failed -> "You (not sent): ${line.text}"
        line.status == MessageStatus.Pending || line.status == MessageStatus.Sending -> "You (waiting): ${line.text}"
        else -> "You: ${line.text}"
    }

    private fun layout(): View = LinearLayout(this).apply {
        orientation = LinearLayout.VERTICAL
        fitsSystemWindows = true
        addView(status, LayoutParams(MATCH_PARENT, WRAP_CONTENT))
        val list = ListView(context).apply {
            adapter = lines
            isStackFromBottom = true
            transcriptMode = ListView.TRANSCRIPT_MODE_ALWAYS_SCROLL
        }
        addView(list, LayoutParams(MATCH_PARENT, 0, 1f))
        val bottom = LinearLayout(context).apply {
            addView(input, LayoutParams(0, WRAP_CONTENT, 1f))
            addView(send, LayoutParams(WRAP_CONTENT, WRAP_CONTENT))
        }
        addView(bottom, LayoutParams(MATCH_PARENT, WRAP_CONTENT))
    }
}

private class Keys(private val pressed: () -> Unit) : TextWatcher {
    override fun onTextChanged(text: CharSequence?, start: Int, before: Int, count: Int) {
        if (!text.isNullOrEmpty()) pressed()
    }

    override fun beforeTextChanged(text: CharSequence?, start: Int, count: Int, after: Int) = Unit

    override fun afterTextChanged(text: Editable?) = Unit
}
