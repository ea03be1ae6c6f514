// A process that uses the library twice and says what it meets: a library that cannot be loaded stays so for the whole process.

package com.contactcenter.sdk

internal object LibraryProbe {
    @JvmStatic
    fun main(arguments: Array<String>) {
        val configuration = ContactCenterConfiguration("https://acme.example.com", "acme", "app", "client")
        val uses = listOf({ messageDirectives("hello") }, { ContactCenterCommunicator(configuration) })
        for (use in uses) {
            val thrown = runCatching(use).exceptionOrNull()
            println("${thrown?.javaClass?.simpleName}: ${thrown?.message}")
        }
        Runtime.getRuntime().halt(0)
    }
}
